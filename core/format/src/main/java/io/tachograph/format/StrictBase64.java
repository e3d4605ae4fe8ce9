package io.tachograph.format;

import java.util.Base64;

/**
 * Base64 with padding (RFC 4648 section 4) of which every sequence of bytes has exactly one form,
 * so that a note cannot be changed without changing what it says.
 */
final class StrictBase64 {
  private StrictBase64() {}

  /**
   * The bytes.
   *
   * @throws IllegalArgumentException if the text is not the one form of any bytes
   */
  static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 that is not in its one form");
    }
    return bytes;
  }
}
