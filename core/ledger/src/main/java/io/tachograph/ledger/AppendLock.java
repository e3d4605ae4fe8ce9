package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * One writer at a time. Not reentrant, and no wait is for ever. Whoever comes may pass those who
 * wait, until one of them has waited for 20 ms: then newcomers stand aside. Sooner would cost
 * throughput, for the lock is idle until the one who waited wakes up.
 *
 * <p>It is taken by one compare-and-set, behind which nothing is called any more, and given back by
 * writing {@link #held}, which calls nothing either: a {@link StackOverflowError} of the host can
 * strike before or after, but never leave it held, as it can a {@link
 * java.util.concurrent.locks.ReentrantLock}. Nobody is woken up, since that would be a call: those
 * who wait look again after a short nap. While they nap the one that appends keeps the chain's
 * cache lines to itself, which is what makes many threads as fast as one.
 */
final class AppendLock {
  /** An append takes about half a microsecond; so long a wait is cheaper awake. */
  private static final int SPINS = 40;

  private static final long FIRST_NAP_NANOS = 20_000L;
  private static final long LONGEST_NAP_NANOS = 1_000_000L;
  private static final long DEFAULT_BOUND_NANOS = 10_000_000_000L;

  /** Who has waited so long is let through. */
  private static final long PATIENCE_NANOS = 20_000_000L;

  private static final long IMPATIENT_NAP_NANOS = 5_000L;

  /** A thread whose stack ended while it waited does not hold up the others. */
  private static final long STALE_NANOS = 5_000_000L;

  private static final AtomicIntegerFieldUpdater<AppendLock> HELD =
      AtomicIntegerFieldUpdater.newUpdater(AppendLock.class, "held");

  private final Object location;
  private final long boundNanos;

  /**
   * When somebody who has waited too long looked last, by {@link System#nanoTime}; 0 for nobody.
   */
  private volatile long impatientAt;

  /** 1 while somebody holds it. Whoever does gives it back by writing 0. */
  volatile int held;

  /**
   * A free lock.
   *
   * @param location for messages: what it guards
   */
  AppendLock(Object location) {
    this(location, DEFAULT_BOUND_NANOS);
  }

  AppendLock(Object location, long boundNanos) {
    this.location = location;
    this.boundNanos = boundNanos;
  }

  /**
   * Takes it. Call it right before a {@code try} whose {@code finally} writes {@link #held}.
   *
   * @throws LedgerException with {@link Reason#STORAGE} if it was not to be had for 10 seconds
   */
  void acquire() {
    if (impatientAt != 0 || !HELD.compareAndSet(this, 0, 1)) {
      await();
    }
  }

  private void await() {
    for (int i = 0; i < SPINS && impatientAt == 0; i++) {
      Thread.onSpinWait();
      if (held == 0 && HELD.compareAndSet(this, 0, 1)) {
        return;
      }
    }
    long start = System.nanoTime();
    long nap = FIRST_NAP_NANOS;
    for (long now = start; now - start < boundNanos; now = System.nanoTime()) {
      boolean impatient = now - start > PATIENCE_NANOS;
      if (impatient) {
        impatientAt = now | 1;
      } else if (impatientAt != 0 && now - impatientAt > STALE_NANOS) {
        impatientAt = 0;
      }
      LockSupport.parkNanos(this, impatient ? IMPATIENT_NAP_NANOS : nap);
      boolean mayGo = impatient || impatientAt == 0;
      if (mayGo && held == 0 && HELD.compareAndSet(this, 0, 1)) {
        // Behind this nothing is called: the others who are impatient say so again themselves.
        if (impatient) {
          impatientAt = 0;
        }
        return;
      }
      // An interrupted thread does not nap: it looks again at once.
      Thread.onSpinWait();
      nap = Math.min(nap * 2, LONGEST_NAP_NANOS);
    }
    throw new LedgerException(
        Reason.STORAGE,
        "another thread has been inside of the ledger for too long, nothing was appended; look for"
            + " what its disk waits for: path="
            + location
            + " waited_ms="
            + boundNanos / 1_000_000L);
  }
}
