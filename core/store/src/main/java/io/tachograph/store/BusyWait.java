package io.tachograph.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * How a connection waits for a lock that another connection has. SQLite's own way sleeps longer and
 * longer, up to a tenth of a second, so that beside a process that writes on and on it finds the
 * lock free by luck alone. This asks again within a millisecond, and so within the gap that a
 * {@link WriteTurns} leaves. For the thread that uses the connection.
 */
final class BusyWait extends BusyHandler {
  /** The longest time between two looks at the lock. */
  static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long MIN_PAUSE_NANOS = MAX_PAUSE_NANOS / 10;

  private Duration timeout;
  private long waitingSince;

  /**
   * @param timeout after which the statement fails as busy
   */
  BusyWait(Duration timeout) {
    this.timeout = timeout;
  }

  /** Sets another timeout and gives the one before. */
  Duration setTimeout(Duration timeout) {
    Duration before = this.timeout;
    this.timeout = timeout;
    return before;
  }

  /** Waits; to SQLite 1 means to try again, 0 to give up. */
  @Override
  protected int callback(int pausesBefore) {
    long now = System.nanoTime();
    if (pausesBefore == 0) {
      waitingSince = now;
    }
    if (now - waitingSince >= timeout.toNanos()) {
      return 0;
    }
    // Not in step with the others that wait.
    pause(ThreadLocalRandom.current().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS));
    return 1;
  }

  /** Lets time pass; a thread that was interrupted stays so, and waits all the same. */
  static void pause(long nanos) {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(nanos);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
