package io.tachograph.ship.postgres;

import java.util.UUID;

/**
 * The ids of rows, UUIDs of version 8 (RFC 9562) that are made of what the row says: whoever ships
 * it, it has the same id.
 */
final class RowId {
  private static final long MILLIS_MASK = 0xffff_ffff_ffffL;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private RowId() {}

  /**
   * An entry's, as the function {@code ledger_rid} makes it: the milliseconds of its time, then the
   * first 18 digits of its hash. New rows are so at the end of the index, and not all over it.
   */
  static UUID ofEntry(String hash, long epochNanos) {
    long millis = Math.floorDiv(epochNanos, NANOS_PER_MILLI) & MILLIS_MASK;
    return of(
        (millis << 16) | Long.parseLong(hash, 0, 3, 16), Long.parseUnsignedLong(hash, 3, 18, 16));
  }

  /** A checkpoint's, of which there are few: the first digits of a hash. */
  static UUID ofHash(String hash) {
    return of(Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16));
  }

  private static UUID of(long high, long low) {
    return new UUID((high & ~0xf000L) | 0x8000L, (low & ~(0xfL << 60)) | (8L << 60));
  }
}
