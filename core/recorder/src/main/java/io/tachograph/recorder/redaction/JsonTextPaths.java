package io.tachograph.recorder.redaction;

/**
 * Follows paths into a value that is JSON text, as tools often take and give it. One pass, bounded
 * in depth; text that turns out not to be JSON is left as it is from there on. Used once.
 */
public final class JsonTextPaths {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private final Placeholder placeholder;
  private final PathNode[] places = new PathNode[MAX_DEPTH];
  private final int[] indexes = new int[MAX_DEPTH];
  private final boolean[] arrays = new boolean[MAX_DEPTH];
  private final StringBuilder out;
  private int depth;
  private int copied;
  private int at;

  private JsonTextPaths(String text, Placeholder placeholder) {
    this.text = text;
    this.placeholder = placeholder;
    this.out = new StringBuilder(text.length());
  }

  /** The text without what paths from this place lead to; the same object if that is nothing. */
  public static String without(String text, PathNode place, Placeholder placeholder) {
    if (!place.goesOn() || !mayBeJson(text)) {
      return text;
    }
    JsonTextPaths walk = new JsonTextPaths(text, placeholder);
    walk.value(place);
    while (walk.depth > 0 && walk.next()) {
      // Each step is one member, element or closing bracket.
    }
    return walk.copied == 0 ? text : walk.out.append(text, walk.copied, text.length()).toString();
  }

  private static boolean mayBeJson(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) <= ' ') {
      first++;
    }
    return first < text.length() && (text.charAt(first) == '{' || text.charAt(first) == '[');
  }

  /** Goes on in the innermost object or array; false where the text is no JSON, or at its end. */
  private boolean next() {
    skipSpace();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (c == ',') {
      at++;
      return true;
    }
    int top = depth - 1;
    if (c == '}' || c == ']') {
      at++;
      depth = top;
      return true;
    }
    if (arrays[top]) {
      return value(places[top].element(indexes[top]++));
    }
    if (c != '"') {
      return false;
    }
    int first = at + 1;
    int end = QuotedText.end(text, first, '"', 0);
    at = end + 1;
    skipSpace();
    if (at >= text.length() || text.charAt(at) != ':') {
      return false;
    }
    at++;
    return value(places[top].member(text.substring(first, end)));
  }

  /** A value begins: it is skipped, entered, or replaced. */
  private boolean value(PathNode place) {
    skipSpace();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    if (place.isSecret()) {
      replace(c);
    } else if (c == '{' || c == '[') {
      if (depth == MAX_DEPTH) {
        return false;
      }
      places[depth] = place;
      indexes[depth] = 0;
      arrays[depth++] = c == '[';
      at++;
    } else {
      at = end(c);
    }
    return at > 0;
  }

  private void replace(char c) {
    int start = at;
    at = c == '{' || c == '[' ? QuotedMember.structureEnd(text, start, 0) : end(c);
    boolean quoted = c == '"' && at > start + 1;
    String secret = quoted ? text.substring(start + 1, at - 1) : text.substring(start, at);
    out.append(text, copied, start).append('"').append(placeholder.of(secret)).append('"');
    copied = at;
  }

  private int end(char c) {
    if (c == '"') {
      return Math.min(text.length(), QuotedText.end(text, at + 1, '"', 0) + 1);
    }
    int end = at + 1;
    while (end < text.length() && ",}] \t\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }
}
