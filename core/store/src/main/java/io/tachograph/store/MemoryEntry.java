package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a mission's agents remember under a key.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param value what is remembered, or null
 * @param timestamp when it was last set
 * @param ttl how long from then on it is valid, in whole seconds; null for ever
 */
public record MemoryEntry(
    long id,
    long missionId,
    String key,
    @Nullable JsonNode value,
    Instant timestamp,
    @Nullable Duration ttl) {
  /** The longest time to live that is taken, a thousand years: its end still has four digits. */
  public static final Duration MAX_TTL = Duration.ofDays(365_000);

  /** From when on it is not valid any more, or null for never. */
  public @Nullable Instant expiresAt() {
    // Others may have written a longer one, up to what no Instant can hold.
    return ttl == null || ttl.compareTo(MAX_TTL) > 0 ? null : timestamp.plus(ttl);
  }

  /** Whether it is valid then; at the moment of expiry it is not. */
  public boolean isValidAt(Instant time) {
    Instant expiresAt = expiresAt();
    return expiresAt == null || time.isBefore(expiresAt);
  }
}
