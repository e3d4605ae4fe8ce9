package io.tachograph.recorder.redaction;

/**
 * A member of JSON inside of a text, {@code "name": value}, whole or cut off, at whatever depth of
 * escaping. The text is not parsed: a colon behind a quoted name is enough, so that fragments in
 * messages and logs redact as well.
 */
final class QuotedMember {
  private static final int MAX_NAME_CHARS = 128;

  private final SecretNames names;

  QuotedMember(SecretNames names) {
    this.names = names;
  }

  /**
   * Where the name's closing quote is, with nothing but spaces up to the colon; -1 if it is not.
   */
  static int quoteBefore(String text, int colon) {
    int at = colon - 1;
    while (at >= 0 && isSpace(text.charAt(at))) {
      at--;
    }
    return at >= 0 && QuotedText.isQuote(text.charAt(at)) ? at : -1;
  }

  /** The quote of the name of the member whose value begins here, with its escapes. */
  static String quoteBeforeValue(String text, int start) {
    int quote = quoteBefore(text, text.lastIndexOf(':', start - 1));
    return quote < 0
        ? ""
        : text.substring(quote - QuotedText.backslashesBefore(text, quote), quote + 1);
  }

  /** The value of the member whose colon this is, if its name redacts, or {@link Span#NONE}. */
  long value(String text, int colon, int quoteEnd) {
    int escapes = QuotedText.backslashesBefore(text, quoteEnd);
    int nameEnd = quoteEnd - escapes;
    int nameStart = nameStart(text, nameEnd, text.charAt(quoteEnd));
    Sensitivity told = names.of(text, nameStart, nameEnd);
    if (told == Sensitivity.ORDINARY) {
      return Span.NONE;
    }
    int start = colon + 1;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return start == text.length() ? Span.NONE : value(text, start, escapes, told);
  }

  private static int nameStart(String text, int nameEnd, char quote) {
    int first = nameEnd;
    while (first > 0 && nameEnd - first < MAX_NAME_CHARS) {
      char c = text.charAt(first - 1);
      if (c == quote || c == '\\' || c == '\n') {
        break;
      }
      first--;
    }
    return first;
  }

  private static long value(String text, int start, int escapes, Sensitivity told) {
    int backslashes = QuotedText.backslashesFrom(text, start);
    int first = start + backslashes;
    char c = first < text.length() ? text.charAt(first) : ' ';
    if (QuotedText.isQuote(c) && backslashes <= escapes) {
      int end = QuotedText.end(text, first + 1, c, backslashes);
      return end > first + 1 ? Span.of(first + 1, end) : Span.NONE;
    }
    if (c == '{' || c == '[') {
      return Span.bare(start, structureEnd(text, first, escapes));
    }
    int end = start;
    while (end < text.length() && ",}] \t\r\n\\\"'".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean number = c == '-' || Chars.DIGITS.has(c);
    boolean nothing = end == start || text.startsWith("null", start);
    return nothing || !told.redacts(number) ? Span.NONE : Span.bare(start, end);
  }

  /** Where an object or array ends, its strings skipped; the text's end if it is cut off. */
  static int structureEnd(String text, int start, int escapes) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int end = QuotedText.end(text, at + 1, c, escapes);
        at = Math.min(text.length(), end + escapes + 1);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
      if (depth == 0) {
        return at;
      }
    }
    return text.length();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
