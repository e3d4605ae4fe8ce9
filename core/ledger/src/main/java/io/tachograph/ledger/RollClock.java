package io.tachograph.ledger;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock by which the queue chooses its roll file. It never steps back: a roll file must not be
 * written to once a later one exists, or entries would stand out of order. And it does not leave a
 * cycle before the writer lets it, which first makes room for the next file. Thread-safe.
 */
final class RollClock implements TimeProvider {
  private final AtomicLong millis = new AtomicLong();
  private volatile long ceilingMillis = Long.MAX_VALUE;

  /** A clock that shows this time. */
  RollClock(long epochMillis) {
    millis.set(epochMillis);
  }

  /** Shows this time if it is later than what was shown. Called by one thread at a time. */
  void seen(long epochMillis) {
    if (epochMillis > millis.get()) {
      millis.lazySet(epochMillis);
    }
  }

  /** From now on no time is shown outside of this span. */
  void within(long fromMillis, long toMillis) {
    seen(fromMillis);
    ceilingMillis = toMillis;
  }

  @Override
  public long currentTimeMillis() {
    return Math.min(millis.get(), ceilingMillis);
  }
}
