package io.tachograph.ledger;

import io.tachograph.format.ExcerptLayout;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Finds where a roll file's excerpts end, from the headers that {@code docs/format.md} tells of.
 */
final class RollFileEnd {
  private RollFileEnd() {}

  /**
   * The offset where the next excerpt goes.
   *
   * @param from the header of an excerpt, or 0
   */
  static long find(File path, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path, "r")) {
      long size = file.length();
      long at = from;
      while (at + ExcerptLayout.HEADER_BYTES <= size) {
        file.seek(at);
        int header = Integer.reverseBytes(file.readInt());
        if (header == 0 || (header & ExcerptLayout.INCOMPLETE_BIT) != 0) {
          break;
        }
        at = ExcerptLayout.next(at, header & ExcerptLayout.LENGTH_BITS);
      }
      return Math.min(at, size);
    }
  }
}
