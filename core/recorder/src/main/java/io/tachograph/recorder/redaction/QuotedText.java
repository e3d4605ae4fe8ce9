package io.tachograph.recorder.redaction;

/**
 * Quoted pieces of a text such as JSON, at whatever depth of escaping: inside of JSON text that is
 * itself a string of JSON, quotes stand as {@code \"}, one level deeper as {@code \\\"}.
 */
final class QuotedText {
  private QuotedText() {}

  static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** How many backslashes stand directly before {@code at}. */
  static int backslashesBefore(String text, int at) {
    int first = at;
    while (first > 0 && text.charAt(first - 1) == '\\') {
      first--;
    }
    return at - first;
  }

  /** How many backslashes begin at {@code at}. */
  static int backslashesFrom(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) == '\\') {
      end++;
    }
    return end - at;
  }

  /**
   * Where the content of a quoted piece ends, before the backslashes of its closing quote; the
   * text's end if that is missing.
   *
   * @param from where the content begins
   * @param quote the quote that opened it
   * @param escapes how many backslashes stood before that
   */
  static int end(String text, int from, char quote, int escapes) {
    int backslashes = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote && closes(backslashes, escapes)) {
        return i - Math.min(backslashes, escapes);
      }
      backslashes = 0;
    }
    return text.length();
  }

  /** Of the backslashes before a quote, escaped ones count in pairs at its own level. */
  private static boolean closes(int backslashes, int escapes) {
    return backslashes <= escapes || (backslashes - escapes) % (2 * (escapes + 1)) == 0;
  }
}
