package io.tachograph.ship.kafka;

import io.tachograph.format.Hash;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of our records: all of them text, so that any tool shows them. */
final class TextHeaders {
  static final String SEQ = "seq";
  static final String HASH = "hash";
  static final String TYPE = "type";
  static final String PRODUCER = "producer";

  /**
   * The seq of the entry that stands before this one in the ledger, -1 if there is none; only where
   * it is not {@code seq - 1}.
   */
  static final String AFTER = "after";

  /** The size of the checkpoint before, 0 for the first. */
  static final String SIZE_BEFORE = "size-before";

  static final String SIZE = "size";

  /** What {@link #number} gives where there is none. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MAX_DIGITS = 18;

  private TextHeaders() {}

  static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  static void put(Headers headers, String name, long value) {
    put(headers, name, String.valueOf(value));
  }

  static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  static long number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] text = header == null ? null : header.value();
    if (text == null || text.length == 0 || text.length > MAX_DIGITS) {
      return NONE;
    }
    boolean isNegative = text[0] == '-';
    long number = 0;
    for (int i = isNegative ? 1 : 0; i < text.length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return isNegative ? -number : number;
  }

  static @Nullable Hash hash(Headers headers) {
    String text = text(headers, HASH);
    try {
      return text == null ? null : Hash.ofHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
