package io.tachograph.ledger;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock by which the queue chooses its roll file. It never steps back: a roll file must not be
 * written to once a later one exists, or entries would stand out of order. Thread-safe.
 */
final class RollClock implements TimeProvider {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final EpochClock clock;
  private final AtomicLong floorMillis = new AtomicLong();

  RollClock(EpochClock clock) {
    this.clock = clock;
  }

  /** From now on this is the earliest time that is given. */
  void notBefore(long epochMillis) {
    floorMillis.accumulateAndGet(epochMillis, Math::max);
  }

  @Override
  public long currentTimeMillis() {
    long now = Math.floorDiv(clock.nanos(), NANOS_PER_MILLI);
    long floor = floorMillis.get();
    if (now > floor) {
      floorMillis.lazySet(now);
      return now;
    }
    return floor;
  }
}
