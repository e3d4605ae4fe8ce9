package io.tachograph.cli.report;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How often something was called, how often that failed, and how long it took. For one thread. */
public final class CallStatistics {
  private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

  /** Quantiles are right to one in a hundred. */
  private static final int DIGITS = 2;

  private final Histogram durations = new Histogram(LONGEST_NANOS, DIGITS);
  private long started;
  private long ended;
  private long failed;

  CallStatistics() {
    durations.setAutoResize(true);
  }

  void start() {
    started++;
  }

  void end(long durationNanos, boolean isFailure) {
    ended++;
    failed += isFailure ? 1 : 0;
    durations.recordValue(Math.max(0, Math.min(LONGEST_NANOS, durationNanos)));
  }

  void add(CallStatistics other) {
    started += other.started;
    ended += other.ended;
    failed += other.failed;
    durations.add(other.durations);
  }

  /** How many began. */
  public long started() {
    return started;
  }

  /** How many ended, whichever way. */
  public long ended() {
    return ended;
  }

  /** How many failed. */
  public long failed() {
    return failed;
  }

  /** Which part of those that ended failed, 0 to 1. */
  public double failureRate() {
    return ended == 0 ? 0 : (double) failed / ended;
  }

  /**
   * How long at most so many of a hundred took, in nanoseconds; 0 where none ended.
   *
   * @param percent 0 to 100
   */
  public long nanosAt(double percent) {
    return ended == 0 ? 0 : durations.getValueAtPercentile(percent);
  }
}
