package io.tachograph.recorder.redaction;

/**
 * A value behind its name in plain text: {@code name=value} as in queries, connection strings and
 * what {@code toString} makes, {@code name: value} as in headers and YAML, {@code --name value} as
 * on a command line, {@code <name>value</name>}.
 */
final class NamedValue {
  private static final int MAX_NAME_CHARS = 64;
  private static final int MAX_SPACES = 3;
  private static final int MIN_SURE_CHARS = 4;
  private static final int MIN_SIGNATURE_CHARS = 16;
  private static final String VALUE_END = " \t\r\n&;,)]}\"'<>|`";

  /** What a value is when there is none. */
  private static final String[] NOTHING = {
    "null", "none", "nil", "true", "false", "undefined", "***"
  };

  /** Parameters of signed URLs: who has the URL may do what it was signed for. */
  private static final String[] SIGNATURES = {
    "sig", "signature", "x-amz-signature", "x-goog-signature"
  };

  /** Headers whose value is the rest of the line, with spaces in it. */
  private static final String[] HEADERS = {
    "authorization", "proxy-authorization", "cookie", "set-cookie"
  };

  private final SecretNames names;

  NamedValue(SecretNames names) {
    this.names = names;
  }

  /** The value behind the equals sign at {@code equals}, or {@link Span#NONE}. */
  long assigned(String text, int equals) {
    int nameEnd = skipBack(text, equals);
    int nameStart = nameStart(text, nameEnd);
    if (nameStart == nameEnd) {
      return Span.NONE;
    }
    int start = skip(text, text.startsWith("=>", equals) ? equals + 2 : equals + 1);
    if (start == text.length() || text.charAt(start) == '=') {
      return Span.NONE;
    }
    Sensitivity told = names.of(text, nameStart, nameEnd);
    if (told != Sensitivity.ORDINARY) {
      return value(text, start, told);
    }
    int end = isOneOf(SIGNATURES, text, nameStart, nameEnd) ? wordEnd(text, start) : start;
    return end - start >= MIN_SIGNATURE_CHARS ? Span.of(start, end) : Span.NONE;
  }

  /**
   * The value behind the colon at {@code colon}, whose name is not quoted, or {@link Span#NONE}.
   */
  long headed(String text, int colon) {
    int nameStart = nameStart(text, colon);
    boolean path = nameStart > 0 && text.charAt(nameStart - 1) == '/';
    Sensitivity told = path ? Sensitivity.ORDINARY : names.of(text, nameStart, colon);
    int start = skip(text, colon + 1);
    if (told == Sensitivity.ORDINARY || start == text.length()) {
      return Span.NONE;
    }
    if (isOneOf(HEADERS, text, nameStart, colon)) {
      int end = lineEnd(text, start);
      return end > start ? Span.of(start, end) : Span.NONE;
    }
    if (isQuoted(text, start)) {
      return value(text, start, told);
    }
    int end = wordEnd(text, start);
    boolean endsLine = end == text.length() || "\r\n\\\"'".indexOf(text.charAt(end)) >= 0;
    return endsLine || isSurelyNoWord(text, start, end) ? value(text, start, told) : Span.NONE;
  }

  /**
   * The value behind the flag {@code [start, end)}, that is {@code --name}, or {@link Span#NONE}.
   */
  long flagged(String text, int start, int end) {
    int first = skip(text, end);
    Sensitivity told = names.of(text, start, end);
    return told == Sensitivity.ORDINARY || first == text.length() || text.charAt(first) == '-'
        ? Span.NONE
        : value(text, first, told);
  }

  /** The content of the element whose opening tag ends at {@code bracket}, or {@link Span#NONE}. */
  long element(String text, int nameStart, int bracket) {
    if (nameStart == 0 || text.charAt(nameStart - 1) != '<') {
      return Span.NONE;
    }
    Sensitivity told = names.of(text, nameStart, bracket);
    int close = told == Sensitivity.ORDINARY ? -1 : text.indexOf('<', bracket);
    boolean closed =
        close > bracket + 1
            && text.startsWith("</", close)
            && text.regionMatches(close + 2, text, nameStart, bracket - nameStart);
    return closed ? Span.of(bracket + 1, close) : Span.NONE;
  }

  private static long value(String text, int start, Sensitivity told) {
    if (isQuoted(text, start)) {
      int escapes = QuotedText.backslashesFrom(text, start);
      int first = start + escapes + 1;
      int end = QuotedText.end(text, first, text.charAt(first - 1), escapes);
      return end > first ? Span.of(first, end) : Span.NONE;
    }
    int end = wordEnd(text, start);
    boolean number = end > start && Chars.DIGITS.end(text, start) == end;
    boolean reference = text.startsWith("${", start) || isCall(text, start, end);
    return end == start || reference || !told.redacts(number) || isOneOf(NOTHING, text, start, end)
        ? Span.NONE
        : Span.of(start, end);
  }

  /** Source code such as {@code token = parser.next()}: what is called is no secret. */
  private static boolean isCall(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '(') {
        return i > start;
      } else if (!Chars.WORD.has(c) && c != '.') {
        return false;
      }
    }
    return false;
  }

  private static boolean isQuoted(String text, int start) {
    int first = start + QuotedText.backslashesFrom(text, start);
    return first < text.length() && QuotedText.isQuote(text.charAt(first));
  }

  private static boolean isSurelyNoWord(String text, int start, int end) {
    if (end - start < MIN_SURE_CHARS) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Character.isLetter(c) && c != '-' && c != '.') {
        return true;
      }
    }
    return false;
  }

  private static int skip(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < MAX_SPACES && text.charAt(end) == ' ') {
      end++;
    }
    return end;
  }

  /** The end of a name before spaces and a closing quote. */
  private static int skipBack(String text, int equals) {
    int end = equals;
    while (end > 0 && equals - end < MAX_SPACES && text.charAt(end - 1) == ' ') {
      end--;
    }
    return end > 0 && QuotedText.isQuote(text.charAt(end - 1)) ? end - 1 : end;
  }

  private static int nameStart(String text, int end) {
    int start = end;
    while (start > 0 && end - start < MAX_NAME_CHARS) {
      char c = text.charAt(start - 1);
      if (!Chars.WORD.has(c) && c != '.') {
        break;
      }
      start--;
    }
    return start;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !endsValue(text, end)) {
      end++;
    }
    return end;
  }

  /** A delimiter, or an escaped one where the text is a string inside of JSON. */
  private static boolean endsValue(String text, int at) {
    char c = text.charAt(at);
    if (c != '\\') {
      return VALUE_END.indexOf(c) >= 0;
    }
    int next = at + QuotedText.backslashesFrom(text, at);
    return next < text.length() && "nrt\"'".indexOf(text.charAt(next)) >= 0;
  }

  private static int lineEnd(String text, int start) {
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\n' || c == '\r' || QuotedText.isQuote(c) || (c == '\\' && endsValue(text, end))) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isOneOf(String[] words, String text, int start, int end) {
    for (String word : words) {
      if (word.length() == end - start && text.regionMatches(true, start, word, 0, end - start)) {
        return true;
      }
    }
    return false;
  }
}
