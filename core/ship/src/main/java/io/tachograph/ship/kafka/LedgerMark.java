package io.tachograph.ship.kafka;

import io.tachograph.format.Hash;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How far a ledger had certainly come at a time: everything below {@code next} stands in the
 * partition, in order, and ends with the record at {@code offset}. There may be more behind it.
 *
 * @param partition where the ledger's entries are
 * @param offset the place of entry {@code next - 1}; where {@code next} is 0, no entry is below it
 * @param next the seq behind that entry, 0 if there is none
 * @param head the hash that is stored with it, or null if there is none
 * @param sealedSize the size of the largest checkpoint, 0 if there is none
 */
record LedgerMark(int partition, long offset, long next, @Nullable Hash head, long sealedSize) {
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";
  private static final String NEXT = "next";
  private static final String SEALED = "sealed";

  /** Writes it. */
  void addTo(Headers headers) {
    TextHeaders.put(headers, PARTITION, partition);
    TextHeaders.put(headers, OFFSET, offset);
    TextHeaders.put(headers, NEXT, next);
    TextHeaders.put(headers, SEALED, sealedSize);
    if (head != null) {
      TextHeaders.put(headers, TextHeaders.HASH, head.toHex());
    }
  }

  /** Reads one, or gives null if there is none. */
  static @Nullable LedgerMark of(Headers headers) {
    long partition = TextHeaders.number(headers, PARTITION);
    long offset = TextHeaders.number(headers, OFFSET);
    long next = TextHeaders.number(headers, NEXT);
    Hash head = TextHeaders.hash(headers);
    boolean isWhole = partition >= 0 && offset >= 0 && next >= 0 && (next == 0 || head != null);
    return isWhole
        ? new LedgerMark(
            (int) partition, offset, next, head, Math.max(0, TextHeaders.number(headers, SEALED)))
        : null;
  }

  LedgerMark withSealedSize(long size) {
    return new LedgerMark(partition, offset, next, head, Math.max(sealedSize, size));
  }
}
