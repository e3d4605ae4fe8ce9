package io.tachograph.recorder.oldledger;

import io.tachograph.ledger.EpochClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The system's clock, but for the thread that imports, which lends it the time of an event while it
 * appends that. Thread-safe: what is lent is seen by that thread alone, so that what seals the
 * ledger meanwhile has today's times.
 */
final class ImportClock implements EpochClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NONE = -1;

  private final Thread importer;
  private long lentNanos = NONE;

  /**
   * For one thread to import.
   *
   * @param importer alone may call {@link #lend}
   */
  ImportClock(Thread importer) {
    this.importer = importer;
  }

  /**
   * From now on it shows this thread that time. One before 1970 or ahead of the system's clock is
   * not shown: an entry cannot hold the one, and the other would begin a roll file that every later
   * entry had to follow into.
   *
   * @param time null for the system's
   */
  void lend(@Nullable Instant time) {
    boolean shown = time != null && !time.isBefore(Instant.EPOCH) && !time.isAfter(Instant.now());
    lentNanos = shown && time != null ? nanos(time) : NONE;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
  }

  @Override
  public long nanos() {
    return Thread.currentThread() == importer && lentNanos != NONE
        ? lentNanos
        : EpochClock.SYSTEM.nanos();
  }
}
