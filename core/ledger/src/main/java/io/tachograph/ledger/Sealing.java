package io.tachograph.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a ledger is sealed with signed checkpoints.
 *
 * @param everyEntries a checkpoint is due after so many new entries, 1 or more; under load one
 *     covers more of them, for at most 20 are signed a second
 * @param every a checkpoint is due after so long if there is anything new
 * @param keyLifetime the signing key is replaced after so long, and at each start
 * @param signingKey a file with a key of the operator's (PEM, PKCS#8, Ed25519), which is never
 *     replaced, or null for keys of the ledger's own
 * @param trouble hears what goes wrong off the callers' threads; sealing is tried again
 */
public record Sealing(
    long everyEntries,
    Duration every,
    Duration keyLifetime,
    @Nullable Path signingKey,
    BiConsumer<String, Throwable> trouble) {
  /** Entries between two checkpoints unless configured. */
  public static final long DEFAULT_ENTRIES = 1_000;

  /** Time between two checkpoints unless configured. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /** Time between two keys unless configured. */
  public static final Duration DEFAULT_KEY_LIFETIME = Duration.ofHours(24);

  /** The defaults; what goes wrong is not heard. */
  public static final Sealing DEFAULT =
      new Sealing(
          DEFAULT_ENTRIES, DEFAULT_INTERVAL, DEFAULT_KEY_LIFETIME, null, (what, error) -> {});

  /** Checks the ranges. */
  public Sealing {
    Objects.requireNonNull(trouble);
    if (everyEntries < 1 || !isPositive(every) || !isPositive(keyLifetime)) {
      throw new IllegalArgumentException(
          "a checkpoint is due after 1 entry or more, and times are positive: entries="
              + everyEntries
              + " interval="
              + every
              + " key_lifetime="
              + keyLifetime);
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The same with another listener. */
  public Sealing withTrouble(BiConsumer<String, Throwable> listener) {
    return new Sealing(everyEntries, every, keyLifetime, signingKey, listener);
  }

  /** The same with a key of the operator's. */
  public Sealing withSigningKey(@Nullable Path key) {
    return new Sealing(everyEntries, every, keyLifetime, key, trouble);
  }
}
