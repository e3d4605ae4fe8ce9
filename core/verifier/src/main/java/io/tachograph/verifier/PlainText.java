package io.tachograph.verifier;

/**
 * Makes text from a ledger safe for a terminal: what a host recorded must not move the cursor, set
 * colours or forge lines.
 */
public final class PlainText {
  private PlainText() {}

  /** The text on one line, control and formatting characters written as escapes. */
  public static String line(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(plain, c));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          plain.append(String.format("\\u%04x", c));
      default -> plain.appendCodePoint(c);
    }
  }
}
