package io.tachograph.cli;

import io.tachograph.verifier.PlainText;

/**
 * Makes text from a ledger safe for a terminal: what a host recorded must not move the cursor, set
 * colours or forge lines.
 */
final class Plain {
  private Plain() {}

  /** The text on one line, control and formatting characters written as escapes. */
  static String line(String text) {
    return PlainText.line(text);
  }

  /** As {@link #line}, cut to a number of characters. */
  static String cut(String text, int chars) {
    String plain = line(text);
    return plain.length() <= chars ? plain : plain.substring(0, chars - 1) + "…";
  }
}
