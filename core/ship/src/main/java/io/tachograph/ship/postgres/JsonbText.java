package io.tachograph.ship.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A body as the type {@code jsonb} can hold it: where a text has a NUL, or half of a surrogate
 * pair, which PostgreSQL's text cannot have, stands U+FFFD. The entry's bytes beside it are exact.
 */
final class JsonbText {
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);
  private static final int ESCAPE_LENGTH = REPLACEMENT.length;
  private static final int NONE = -1;

  private JsonbText() {}

  /** The body, changed in place where that is needed. */
  static byte[] of(byte[] body) {
    int at = 0;
    while (at < body.length) {
      if (body[at] != '\\') {
        at++;
        continue;
      }
      int code = codeAt(body, at);
      if (code == NONE) {
        at += 2;
      } else if (code != 0 && !Character.isSurrogate((char) code)) {
        at += ESCAPE_LENGTH;
      } else if (Character.isHighSurrogate((char) code) && lowFollows(body, at + ESCAPE_LENGTH)) {
        at += 2 * ESCAPE_LENGTH;
      } else {
        System.arraycopy(REPLACEMENT, 0, body, at, ESCAPE_LENGTH);
        at += ESCAPE_LENGTH;
      }
    }
    return body;
  }

  private static boolean lowFollows(byte[] body, int at) {
    int code = at < body.length && body[at] == '\\' ? codeAt(body, at) : NONE;
    return code != NONE && Character.isLowSurrogate((char) code);
  }

  /** The code of the escape that begins there, or {@link #NONE} if it is another kind of escape. */
  private static int codeAt(byte[] body, int at) {
    if (at + ESCAPE_LENGTH > body.length || body[at + 1] != 'u') {
      return NONE;
    }
    int code = 0;
    for (byte digit : Arrays.copyOfRange(body, at + 2, at + ESCAPE_LENGTH)) {
      int value = Character.digit(digit, 16);
      if (value < 0) {
        return NONE;
      }
      code = code * 16 + value;
    }
    return code;
  }
}
