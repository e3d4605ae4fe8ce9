package io.tachograph.verifier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds {@code writePosition} in a queue file's first excerpt, its header: a field of two 64-bit
 * numbers whose first is the offset of the last excerpt. The writer sets it after the excerpt is
 * complete, so it may lag behind a writer that was killed, but never leads; but for a new file,
 * whose own header is not complete yet, where it is the place of an index that is being made.
 */
final class WritePosition {
  private static final byte[] FIELD = "writePosition".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_HEADER_BYTES = 1024;
  private static final byte ARRAY = (byte) 0x8d;
  private static final int MAX_PADDING_BYTES = 16;
  private static final int COUNTS_BYTES = 2 * Long.BYTES;

  private WritePosition() {}

  /** The offset that it says, or 0 if it is not found or says nothing. */
  static long read(byte[] buffer, int from, int to) {
    int end = Math.min(to, from + MAX_HEADER_BYTES);
    for (int at = from; at + FIELD.length <= end; at++) {
      if (Arrays.equals(buffer, at, at + FIELD.length, FIELD, 0, FIELD.length)) {
        return value(buffer, at + FIELD.length, end);
      }
    }
    return 0;
  }

  private static long value(byte[] buffer, int from, int end) {
    for (int at = from; at < from + MAX_PADDING_BYTES; at++) {
      int number = at + 1 + COUNTS_BYTES;
      if (number + Long.BYTES <= end && buffer[at] == ARRAY) {
        return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getLong(number);
      }
    }
    return 0;
  }
}
