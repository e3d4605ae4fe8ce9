package io.tachograph.store;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets other processes write. SQLite has one lock for all that write, and no queue for it: a
 * process that writes without a break takes it again before another can. So after a while of that
 * this leaves a gap, in which each {@link BusyWait} looks at the lock at least once. Guarded by the
 * writer's lock.
 */
final class WriteTurns {
  /** Writing without a break, after which there is one. */
  static final long MAX_STREAK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The break; a fiftieth of the time, twice what anybody sleeps who waits for it. */
  static final long GAP_NANOS = 2 * BusyWait.MAX_PAUSE_NANOS;

  private final LongSupplier nanoTime;
  private final LongConsumer pause;
  private long streakSince;
  private long lastEnd;

  WriteTurns() {
    this(System::nanoTime, BusyWait::pause);
  }

  /**
   * @param pause lets so many nanoseconds pass
   */
  WriteTurns(LongSupplier nanoTime, LongConsumer pause) {
    this.nanoTime = nanoTime;
    this.pause = pause;
    streakSince = nanoTime.getAsLong();
    lastEnd = streakSince;
  }

  /** To be called before each transaction. */
  void begin() {
    long now = nanoTime.getAsLong();
    if (now - lastEnd >= GAP_NANOS) {
      streakSince = now;
    } else if (now - streakSince >= MAX_STREAK_NANOS) {
      pause.accept(GAP_NANOS);
      streakSince = nanoTime.getAsLong();
    }
  }

  /** To be called after each transaction. */
  void end() {
    lastEnd = nanoTime.getAsLong();
  }
}
