package io.tachograph.verifier.proof;

import io.tachograph.format.ExcerptLayout;
import java.io.IOException;

/**
 * Finds an entry of one roll file by halving: from an offset somewhere it synchronises on the next
 * excerpt, which is one if its lengths fit and its hash is its entry's. No JSON body can hold such
 * bytes; a forged one can, which costs the search its speed and nothing else. For one thread.
 */
final class ExcerptSearch {
  /** So near it is walked and not halved any more. */
  private static final int WALK_BYTES = 1 << 15;

  private static final int MIN_AHEAD_BYTES = 1 << 12;
  private static final int MAX_AHEAD_BYTES = 1 << 18;

  /** No index of the queue has as many zeros in a row: behind them is nothing. */
  private static final int MAX_ZERO_BYTES = 1 << 19;

  /** More than that is hashed in vain only in a file that was made for it. */
  private static final long MAX_DISPROVED_BYTES = 1L << 26;

  private static final long NONE = -1;

  private final RollBytes bytes;
  private long disprovedBytes;

  /** Nothing stood behind it when it was looked at; a live writer may have gone on since. */
  private long end = Long.MAX_VALUE;

  ExcerptSearch(RollBytes bytes) {
    this.bytes = bytes;
  }

  /** Whether the search was led astray too often for its answers to mean anything. */
  boolean isLost() {
    return disprovedBytes > MAX_DISPROVED_BYTES;
  }

  /**
   * A place at or before the entry from where it is walked to.
   *
   * @param first where the file's first entry stands, whose seq is not above {@code seq}
   */
  long near(long first, long seq) throws IOException {
    long low = first;
    long high = Math.min(bytes.size(), end);
    while (high - low > WALK_BYTES && !isLost()) {
      long middle = (low + (high - low) / 2) & -ExcerptLayout.HEADER_BYTES;
      long found = synchronise(middle, high);
      if (found == NONE) {
        high = middle;
        end = Math.min(end, middle);
      } else if (bytes.seq(found) > seq) {
        high = middle;
      } else {
        low = found;
      }
    }
    return low;
  }

  private long synchronise(long from, long limit) throws IOException {
    long zeros = 0;
    long at = from;
    while (at < limit && zeros < MAX_ZERO_BYTES) {
      int ahead = (int) Math.max(MIN_AHEAD_BYTES, Math.min(at - from, MAX_AHEAD_BYTES));
      if (!bytes.load(at, ExcerptLayout.HEADER_BYTES, ahead)) {
        return NONE;
      }
      int header = bytes.header(at);
      if (header == 0) {
        int more = bytes.zeros(at) & -ExcerptLayout.HEADER_BYTES;
        zeros += more;
        at += more;
        continue;
      }
      zeros = 0;
      if (header > 0 && bytes.isEntry(at, ahead)) {
        if (bytes.isProven(at)) {
          return at;
        }
        disprovedBytes += header & ExcerptLayout.LENGTH_BITS;
        if (isLost()) {
          return NONE;
        }
      }
      at += ExcerptLayout.HEADER_BYTES;
    }
    return NONE;
  }
}
