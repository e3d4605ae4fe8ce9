package io.tachograph.format;

import java.nio.charset.StandardCharsets;

/**
 * The type of an event: 1 to 64 characters of {@code [a-z0-9_.]}. Make one where the type is known
 * and keep it; it holds the bytes that go into every entry.
 */
public final class EventType {
  private final String name;
  private final byte[] ascii;

  private EventType(String name, byte[] ascii) {
    this.name = name;
    this.ascii = ascii;
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException if the name is not 1 to 64 characters of {@code [a-z0-9_.]}
   */
  public static EventType of(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.UTF_8);
    if (!isValid(ascii, 0, ascii.length)) {
      throw new IllegalArgumentException(
          "an event type has 1 to 64 characters of [a-z0-9_.]: type=" + name);
    }
    return new EventType(name, ascii);
  }

  static boolean isValid(byte[] source, int offset, int length) {
    if (length < EntryLayout.MIN_TYPE_LENGTH || length > EntryLayout.MAX_TYPE_LENGTH) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      byte b = source[i];
      boolean allowed = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '_' || b == '.';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Length of the name in bytes, 1 to 64. */
  public int length() {
    return ascii.length;
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(ascii, 0, target, offset, ascii.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
