package io.tachograph.ledger;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Finds where a roll file's excerpts end, from the headers that {@code docs/format.md} tells of.
 */
final class RollFileEnd {
  private static final int HEADER_BYTES = 4;
  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int LENGTH_BITS = 0x3fff_ffff;

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
      while (at + HEADER_BYTES <= size) {
        file.seek(at);
        int header = Integer.reverseBytes(file.readInt());
        if (header == 0 || (header & NOT_COMPLETE) != 0) {
          break;
        }
        long next = at + HEADER_BYTES + (header & LENGTH_BITS);
        at = (next + HEADER_BYTES - 1) & -HEADER_BYTES;
      }
      return Math.min(at, size);
    }
  }
}
