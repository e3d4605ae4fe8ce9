package io.tachograph.store.index;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How many events there are of one name, how many calls began, ended and failed in them, and how
 * long those took. For one thread.
 */
public final class Tally {
  private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

  /** Quantiles are right to one in a hundred. */
  private static final int DIGITS = 2;

  private final Histogram durations;
  private long events;
  private long begun;
  private long failed;

  /** Of nothing yet. */
  public Tally() {
    this(0, 0, 0, new Histogram(DIGITS));
  }

  Tally(long events, long begun, long failed, Histogram durations) {
    this.events = events;
    this.begun = begun;
    this.failed = failed;
    this.durations = durations;
    durations.setAutoResize(true);
  }

  /** One more event, which is no part of a call or is counted without it. */
  void event() {
    events++;
  }

  /** One more event, which is a part of a call. */
  public void event(CallPart call) {
    events++;
    if (call.begins()) {
      begun++;
    }
    if (call.ends()) {
      failed += call.failed() ? 1 : 0;
      durations.recordValue(Math.max(0, Math.min(LONGEST_NANOS, call.durationNanos())));
    }
  }

  /** Adds what another one counted. */
  public void add(Tally other) {
    events += other.events;
    begun += other.begun;
    failed += other.failed;
    durations.add(other.durations);
  }

  /** How many events. */
  public long events() {
    return events;
  }

  /** How many calls began. */
  public long begun() {
    return begun;
  }

  /** How many calls ended, whichever way. */
  public long ended() {
    return durations.getTotalCount();
  }

  /** How many calls failed. */
  public long failed() {
    return failed;
  }

  /** Which part of the calls that ended failed, 0 to 1. */
  public double failureRate() {
    return ended() == 0 ? 0 : (double) failed / ended();
  }

  /**
   * How long at most so many of a hundred took, in nanoseconds, right to one in a hundred; 0 where
   * none ended. What took longer than a day counts as a day.
   *
   * @param percent 0 to 100
   */
  public long nanosAt(double percent) {
    return ended() == 0 ? 0 : durations.getValueAtPercentile(percent);
  }

  Histogram durations() {
    return durations;
  }
}
