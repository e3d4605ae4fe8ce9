package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;

/**
 * The growing end of a hash chain: lays out the next excerpt ({@code hash || entry}) in a buffer of
 * its own, and moves on only when told that it was written. Not thread-safe: the ledger's lock
 * guards it.
 */
final class Chain {
  private static final int INITIAL_BUFFER_BYTES = 8 * 1024;

  /** Above this the buffer is not kept, so that one huge entry does not stay in memory. */
  private static final int MAX_KEPT_BUFFER_BYTES = 1024 * 1024;

  private final LeafHasher hasher = new LeafHasher();
  private final byte[] lastHash = new byte[Hash.LENGTH];
  private byte[] buffer = new byte[INITIAL_BUFFER_BYTES];
  private long nextSeq;

  /** Goes on behind this entry. */
  void continueAfter(LedgerHead head) {
    nextSeq = head.seq() + 1;
    head.hash().copyTo(lastHash, 0);
  }

  long nextSeq() {
    return nextSeq;
  }

  LedgerHead head() {
    return new LedgerHead(nextSeq - 1, Hash.copyOf(lastHash, 0));
  }

  /**
   * Lays out the next excerpt at the start of {@link #buffer()}.
   *
   * @return its length in bytes
   */
  int prepare(
      long timeNanos,
      long idHigh,
      long idLow,
      EventType type,
      byte[] body,
      int bodyOffset,
      int bodyLength) {
    ensureCapacity(Hash.LENGTH + Entry.length(type, bodyLength));
    int length =
        Entry.encode(
            buffer,
            Hash.LENGTH,
            nextSeq,
            timeNanos,
            lastHash,
            idHigh,
            idLow,
            type,
            body,
            bodyOffset,
            bodyLength);
    // The byte before the entry is the last of the hash, which is written only then.
    hasher.hashInPlace(buffer, Hash.LENGTH, length, buffer, 0);
    return Hash.LENGTH + length;
  }

  byte[] buffer() {
    return buffer;
  }

  /** The prepared excerpt is written: what is prepared next follows it. */
  long advance() {
    System.arraycopy(buffer, 0, lastHash, 0, Hash.LENGTH);
    if (buffer.length > MAX_KEPT_BUFFER_BYTES) {
      buffer = new byte[INITIAL_BUFFER_BYTES];
    }
    return nextSeq++;
  }

  private void ensureCapacity(int bytes) {
    if (buffer.length < bytes) {
      int doubled = Math.max(bytes, buffer.length * 2);
      buffer = new byte[doubled];
    }
  }
}
