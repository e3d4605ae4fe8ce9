package io.tachograph.cli;

/**
 * Makes text from a ledger safe for a terminal: what a host recorded must not move the cursor, set
 * colours or forge lines.
 */
final class Plain {
  private Plain() {}

  /** The text on one line, control and formatting characters written as escapes. */
  static String line(String text) {
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

  /** As {@link #line}, cut to a number of characters. */
  static String cut(String text, int chars) {
    String plain = line(text);
    return plain.length() <= chars ? plain : plain.substring(0, chars - 1) + "…";
  }
}
