package io.tachograph.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what could not be recorded until the ledger can be told of it. Thread-safe; costs the
 * hot path one volatile read.
 */
final class Gaps {
  /**
   * Events that are missing from the ledger.
   *
   * @param count how many
   * @param from when the first could not be recorded
   * @param to when the last could not
   * @param reason why the last could not
   */
  record Gap(long count, Instant from, Instant to, String reason) {}

  private volatile @Nullable Gap pending;

  /** One more event could not be recorded. */
  synchronized void add(String reason) {
    Gap before = pending;
    Instant now = Instant.now();
    pending =
        before == null
            ? new Gap(1, now, now, reason)
            : new Gap(before.count + 1, before.from, now, reason);
  }

  boolean isPending() {
    return pending != null;
  }

  /** What is pending, which is then the caller's to tell, or null. */
  synchronized @Nullable Gap take() {
    Gap taken = pending;
    pending = null;
    return taken;
  }

  /** The ledger could not be told: what was taken is pending again. */
  synchronized void giveBack(Gap taken) {
    Gap since = pending;
    pending =
        since == null
            ? taken
            : new Gap(taken.count + since.count, taken.from, since.to, since.reason);
  }
}
