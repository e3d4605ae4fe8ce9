package io.tachograph.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one JSON document as UTF-8 into a buffer of its own that is used again and again, without
 * allocating. Puts commas itself; nesting is the caller's duty. Not thread-safe.
 *
 * <p>A lone surrogate, which has no UTF-8, becomes U+FFFD.
 */
public final class JsonWriter {
  private static final int INITIAL_BYTES = 2 * 1024;

  /** Above this the buffer is not kept, so that one huge event does not stay in memory. */
  private static final int MAX_KEPT_BYTES = 256 * 1024;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MIN_LONG = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_UTF8_BYTES_PER_CHAR = 3;
  private static final int MAX_ESCAPE_BYTES = 6;
  private static final int UUID_TEXT_BYTES = 36;
  private static final int MAX_LONG_BYTES = 20;

  private byte[] buffer = new byte[INITIAL_BYTES];
  private int length;

  /** Begins a new document. */
  public JsonWriter reset() {
    length = 0;
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
    return this;
  }

  /** The buffer; the document is its first {@link #length()} bytes. */
  public byte[] buffer() {
    return buffer;
  }

  /** How long the document is, in bytes. */
  public int length() {
    return length;
  }

  /** Takes back everything behind an earlier length. */
  public void truncate(int earlierLength) {
    length = earlierLength;
  }

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    put((byte) '}');
    return this;
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    put((byte) ']');
    return this;
  }

  private JsonWriter open(char bracket) {
    separate();
    put((byte) bracket);
    return this;
  }

  /** A member's name; its value must follow. */
  public JsonWriter name(String name) {
    separate();
    quoted(name, 0, name.length());
    put((byte) ':');
    return this;
  }

  /** Members laid out before, without the braces. */
  public JsonWriter rawMembers(byte[] members) {
    separate();
    return raw(members);
  }

  public JsonWriter value(String text) {
    separate();
    quoted(text, 0, text.length());
    return this;
  }

  /** The first {@code chars} of the text, never half a surrogate pair. */
  public JsonWriter prefix(String text, int chars) {
    boolean splits = chars > 0 && Character.isHighSurrogate(text.charAt(chars - 1));
    separate();
    quoted(text, 0, splits ? chars - 1 : chars);
    return this;
  }

  public JsonWriter value(long number) {
    separate();
    ensure(MAX_LONG_BYTES);
    if (number == Long.MIN_VALUE) {
      return raw(MIN_LONG);
    }
    long rest = Math.abs(number);
    if (number < 0) {
      buffer[length++] = '-';
    }
    int digits = 1;
    for (long power = rest / 10; power > 0; power /= 10) {
      digits++;
    }
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A number; what JSON has no number for (NaN, infinities) becomes text. */
  public JsonWriter value(double number) {
    String text = Double.toString(number);
    return Double.isFinite(number) ? number(text) : value(text);
  }

  /** A number in JSON's own notation. */
  public JsonWriter number(String text) {
    separate();
    return raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  public JsonWriter value(boolean truth) {
    separate();
    return raw(truth ? TRUE : FALSE);
  }

  public JsonWriter nullValue() {
    separate();
    return raw(NULL);
  }

  /** A UUID's text from its two halves. */
  public JsonWriter uuid(long high, long low) {
    separate();
    ensure(UUID_TEXT_BYTES + 2);
    buffer[length++] = '"';
    hex(high, 60, 32);
    buffer[length++] = '-';
    hex(high, 28, 16);
    buffer[length++] = '-';
    hex(high, 12, 0);
    buffer[length++] = '-';
    hex(low, 60, 48);
    buffer[length++] = '-';
    hex(low, 44, 0);
    buffer[length++] = '"';
    return this;
  }

  private void hex(long bits, int fromShift, int toShift) {
    for (int shift = fromShift; shift >= toShift; shift -= 4) {
      buffer[length++] = HEX[(int) (bits >>> shift) & 0xf];
    }
  }

  private void quoted(String text, int from, int to) {
    put((byte) '"');
    ensure((to - from) * MAX_UTF8_BYTES_PER_CHAR);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        put((byte) c);
      } else if (c < 0x80) {
        escape(c);
      } else if (c < 0x800) {
        ensure(2);
        buffer[length++] = (byte) (0xc0 | (c >> 6));
        buffer[length++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        fourBytes(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        threeBytes(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    put((byte) '"');
  }

  private void threeBytes(char c) {
    ensure(3);
    buffer[length++] = (byte) (0xe0 | (c >> 12));
    buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
    buffer[length++] = (byte) (0x80 | (c & 0x3f));
  }

  private void fourBytes(int codePoint) {
    ensure(4);
    buffer[length++] = (byte) (0xf0 | (codePoint >> 18));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    buffer[length++] = (byte) (0x80 | (codePoint & 0x3f));
  }

  private void escape(char c) {
    ensure(MAX_ESCAPE_BYTES);
    buffer[length++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[length++] = (byte) c;
      case '\n' -> buffer[length++] = 'n';
      case '\r' -> buffer[length++] = 'r';
      case '\t' -> buffer[length++] = 't';
      default -> {
        buffer[length++] = 'u';
        buffer[length++] = '0';
        buffer[length++] = '0';
        buffer[length++] = HEX[c >> 4];
        buffer[length++] = HEX[c & 0xf];
      }
    }
  }

  private void separate() {
    if (length > 0) {
      byte before = buffer[length - 1];
      if (before != '{' && before != '[' && before != ':') {
        put((byte) ',');
      }
    }
  }

  private JsonWriter raw(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
    return this;
  }

  private void put(byte b) {
    ensure(1);
    buffer[length++] = b;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
    }
  }

  /** The document as text. */
  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
