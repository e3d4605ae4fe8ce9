package io.tachograph.ship;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits longer after each failure, up to a bound, and by chance less than that, so that many that
 * failed together do not come back together. For one thread at a time.
 */
final class BackOff {
  private static final int MAX_DOUBLINGS = 30;

  private final long firstNanos;
  private final long maxNanos;
  private int failures;

  BackOff(Duration first, Duration max) {
    this.firstNanos = first.toNanos();
    this.maxNanos = max.toNanos();
  }

  /** It went well: the next failure is the first again. */
  void succeeded() {
    failures = 0;
  }

  /** How long to wait after one more failure: between half and all of what has come up. */
  long failed() {
    long nanos = Math.min(maxNanos, firstNanos << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    return nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1);
  }

  /** How many failures there were since it last went well. */
  int failures() {
    return failures;
  }
}
