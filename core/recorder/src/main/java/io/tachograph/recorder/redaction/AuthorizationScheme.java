package io.tachograph.recorder.redaction;

import java.util.Base64;

/** What follows {@code Bearer} or {@code Basic}, as in HTTP's Authorization header. */
final class AuthorizationScheme {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final int MIN_TOKEN = 6;
  private static final int SURE_TOKEN = 24;
  private static final int MIN_BASIC = 8;
  private static final int MAX_BASIC = 1024;

  private AuthorizationScheme() {}

  /** The token behind the word {@code [start, end)}, or {@link Span#NONE}. */
  static long after(String text, int start, int end) {
    int length = end - start;
    boolean bearer = length == BEARER.length() && isWord(BEARER, text, start);
    boolean basic = length == BASIC.length() && isWord(BASIC, text, start);
    if (!bearer && !basic) {
      return Span.NONE;
    }
    int first = end;
    while (first < text.length() && text.charAt(first) == ' ') {
      first++;
    }
    int last = Chars.HEADER.end(text, first);
    return (bearer ? isToken(text, first, last) : isUserAndPassword(text, first, last))
        ? Span.of(first, last)
        : Span.NONE;
  }

  private static boolean isWord(String word, String text, int start) {
    return text.regionMatches(true, start, word, 0, word.length());
  }

  /** A word of a sentence has no digit. */
  private static boolean isToken(String text, int first, int last) {
    if (last - first < MIN_TOKEN) {
      return false;
    }
    for (int i = first; i < last; i++) {
      if (Chars.DIGITS.has(text.charAt(i))) {
        return true;
      }
    }
    return last - first >= SURE_TOKEN;
  }

  /** Base64 of what has a colon in it. */
  private static boolean isUserAndPassword(String text, int first, int last) {
    if (last - first < MIN_BASIC || last - first > MAX_BASIC) {
      return false;
    }
    try {
      for (byte b : Base64.getDecoder().decode(text.substring(first, last))) {
        if (b == ':') {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
