package io.tachograph.verifier.proof;

import io.tachograph.format.ExcerptLayout;
import java.io.IOException;

/**
 * Walks a roll file's entries from an offset on by the excerpts' headers, reading of each what it
 * says of itself and not its body. What is no entry is passed over. For one thread.
 */
final class ExcerptCursor {
  private final RollBytes bytes;
  private final int ahead;
  private long next;
  private long offset;

  /**
   * Over the excerpts behind an offset.
   *
   * @param from where an excerpt's header stands
   * @param ahead how many bytes are read at once
   */
  ExcerptCursor(RollBytes bytes, long from, int ahead) {
    this.bytes = bytes;
    this.next = from;
    this.ahead = ahead;
  }

  /** Goes to the next entry; false if there is none. */
  boolean next() throws IOException {
    while (bytes.load(next, ExcerptLayout.HEADER_BYTES, ahead)) {
      int header = bytes.header(next);
      if (header == 0 || (header & ExcerptLayout.INCOMPLETE_BIT) != 0) {
        return false;
      }
      offset = next;
      next = ExcerptLayout.next(offset, header & ExcerptLayout.LENGTH_BITS);
      if ((header & ExcerptLayout.METADATA_BIT) == 0 && bytes.isEntry(offset, ahead)) {
        return true;
      }
    }
    return false;
  }

  /** Where the entry's excerpt begins. */
  long offset() {
    return offset;
  }

  /** What the entry says its number is. */
  long seq() {
    return bytes.seq(offset);
  }
}
