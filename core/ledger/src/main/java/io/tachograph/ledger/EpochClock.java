package io.tachograph.ledger;

import java.time.Instant;

/** The wall clock. */
@FunctionalInterface
public interface EpochClock {
  /** The system's clock, as finely as the JDK gives it. */
  EpochClock SYSTEM =
      () -> {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      };

  /** Nanoseconds since 1970-01-01T00:00:00Z; may step back. */
  long nanos();
}
