package io.tachograph.recorder.redaction;

/**
 * A JSON Web Token in compact form (RFC 7519): parts in base64url with dots between, of which the
 * first, and where there are three the second, encode a JSON object and so begin with {@code ey}.
 */
final class JsonWebToken {
  private static final String OBJECT = "ey";
  private static final int MIN_PART = 4;
  private static final int MAX_PARTS = 5;

  private JsonWebToken() {}

  /** The token whose first part is {@code [start, dot)}, or {@link Span#NONE}. */
  static long at(String text, int start, int dot) {
    if (!text.startsWith("eyJ", start)) {
      return Span.NONE;
    }
    int end = dot;
    int parts = 1;
    boolean objects = true;
    while (end < text.length() && text.charAt(end) == '.' && parts < MAX_PARTS) {
      int next = Chars.WORD.end(text, end + 1);
      objects &= parts > 1 || text.startsWith(OBJECT, end + 1);
      if (parts == 1 && next - end <= MIN_PART) {
        return Span.NONE;
      }
      parts++;
      end = next;
    }
    // Encrypted ones have five parts, and the second is a key.
    return (objects && parts > 1) || parts == MAX_PARTS ? Span.of(start, end) : Span.NONE;
  }
}
