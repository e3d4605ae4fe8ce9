package io.tachograph.ledger;

import io.tachograph.format.EventId;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes UUIDv7s that nobody can guess. Thread-safe. */
public final class TimeOrderedIds implements Supplier<UUID> {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final EpochClock clock;
  private final SecureRandom random = new SecureRandom();

  /** With times of that clock. */
  public TimeOrderedIds(EpochClock clock) {
    this.clock = clock;
  }

  @Override
  public UUID get() {
    long millis = clock.nanos() / NANOS_PER_MILLI;
    return new UUID(EventId.high(millis, random.nextLong()), EventId.low(random.nextLong()));
  }
}
