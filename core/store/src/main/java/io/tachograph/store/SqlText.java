package io.tachograph.store;

import java.util.Locale;

/** The text of SQL definitions, to compare what different hands wrote. Pure functions. */
final class SqlText {
  private SqlText() {}

  /** Without comments and layout: one line, a space only between words. Quoted text stays. */
  static String plain(String sql) {
    StringBuilder plain = new StringBuilder(sql.length());
    boolean space = false;
    for (int at = 0; at < sql.length(); ) {
      char c = sql.charAt(at);
      int end = endOfToken(sql, at);
      if (Character.isWhitespace(c) || isComment(sql, at)) {
        space = true;
      } else {
        if (space && isWord(c) && !plain.isEmpty() && isWord(plain.charAt(plain.length() - 1))) {
          plain.append(' ');
        }
        plain.append(sql, at, end);
        space = false;
      }
      at = end;
    }
    return plain.toString();
  }

  /** Whether two definitions differ at most in comments, layout and the case of words. */
  static boolean same(String one, String other) {
    return upper(plain(one)).equals(upper(plain(other)));
  }

  /** In capitals what is not quoted; as long as the text. */
  static String upper(String sql) {
    StringBuilder upper = new StringBuilder(sql.length());
    for (int at = 0; at < sql.length(); ) {
      int end = endOfToken(sql, at);
      String token = sql.substring(at, end);
      upper.append(isQuote(sql.charAt(at)) ? token : token.toUpperCase(Locale.ROOT));
      at = end;
    }
    return upper.toString();
  }

  /** Where the parenthesis that opens at {@code open} is closed, or the end. */
  static int closing(String sql, int open) {
    int depth = 0;
    for (int at = open; at < sql.length(); at = endOfToken(sql, at)) {
      char c = sql.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return at;
      }
    }
    return sql.length();
  }

  /** Behind what begins there: a comment, quoted text, or one character. */
  private static int endOfToken(String sql, int at) {
    char c = sql.charAt(at);
    int end;
    if (sql.startsWith("--", at)) {
      end = sql.indexOf('\n', at);
    } else if (sql.startsWith("/*", at)) {
      end = sql.indexOf("*/", at + 2);
      end = end < 0 ? end : end + 2;
    } else if (isQuote(c)) {
      // A doubled quote ends one text and begins the next.
      end = sql.indexOf(c, at + 1);
      end = end < 0 ? end : end + 1;
    } else {
      end = at + 1;
    }
    return end < 0 ? sql.length() : end;
  }

  private static boolean isComment(String sql, int at) {
    return sql.startsWith("--", at) || sql.startsWith("/*", at);
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"' || c == '`';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || isQuote(c);
  }
}
