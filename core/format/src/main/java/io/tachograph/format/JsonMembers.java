package io.tachograph.format;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of an object in JSON text without building a tree: for readers that need
 * the first few of a body and not what follows. Where the text is no JSON it ends. Checks nothing
 * that it passes over; verification does. Not thread-safe.
 */
public final class JsonMembers {
  private final byte[] json;
  private int at;
  private int nameStart;
  private int nameEnd;
  private boolean atValue;

  private JsonMembers(byte[] json, int start) {
    this.json = json;
    this.at = start;
  }

  /** Before the first member of the object that the text is. */
  public static JsonMembers of(byte[] json) {
    JsonMembers members = new JsonMembers(json, 0);
    members.blank();
    if (members.peek() == '{') {
      members.at++;
    } else {
      members.at = json.length;
    }
    return members;
  }

  /** Another walk, from the same place on. */
  public JsonMembers copy() {
    JsonMembers copy = new JsonMembers(json, at);
    copy.nameStart = nameStart;
    copy.nameEnd = nameEnd;
    copy.atValue = atValue;
    return copy;
  }

  /** Goes to the next member; false at the end. */
  public boolean next() {
    if (atValue) {
      skipValue();
    }
    atValue = false;
    blank();
    if (peek() == ',') {
      at++;
      blank();
    }
    if (peek() != '"') {
      at = json.length;
      return false;
    }
    nameStart = at + 1;
    skipText();
    nameEnd = at - 1;
    blank();
    if (peek() != ':') {
      at = json.length;
      return false;
    }
    at++;
    blank();
    atValue = at < json.length;
    return atValue;
  }

  /** Whether the member is called that, in ASCII without escapes. */
  public boolean is(String name) {
    if (nameEnd - nameStart != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (json[nameStart + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The member's value if it is a text, else null. */
  public @Nullable String text() {
    if (!atValue || peek() != '"') {
      return null;
    }
    int start = at + 1;
    boolean escaped = skipText();
    atValue = false;
    int end = Math.max(start, at - 1);
    String raw = new String(json, start, end - start, StandardCharsets.UTF_8);
    return escaped ? unescaped(raw) : raw;
  }

  /** The member's value if it is a whole number that a long holds, else {@code otherwise}. */
  public long number(long otherwise) {
    int end = at;
    while (end < json.length && (json[end] == '-' || (json[end] >= '0' && json[end] <= '9'))) {
      end++;
    }
    boolean isWhole = end > at && (end == json.length || !isFraction(json[end]));
    try {
      return isWhole
          ? Long.parseLong(new String(json, at, end - at, StandardCharsets.US_ASCII))
          : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static boolean isFraction(byte b) {
    return b == '.' || b == 'e' || b == 'E';
  }

  /** The members of the value if it is an object, else none. */
  public JsonMembers object() {
    return atValue && peek() == '{'
        ? new JsonMembers(json, at + 1)
        : new JsonMembers(json, json.length);
  }

  /** Where the member's value begins in the text. */
  public int valueStart() {
    return at;
  }

  /** Passes over a text; whether it has escapes. */
  private boolean skipText() {
    boolean escaped = false;
    at++;
    while (at < json.length && json[at] != '"') {
      if (json[at] == '\\') {
        escaped = true;
        at++;
      }
      at++;
    }
    at = Math.min(json.length, at + 1);
    return escaped;
  }

  private void skipValue() {
    int depth = 0;
    while (at < json.length) {
      byte b = json[at];
      if (b == '"') {
        skipText();
      } else if (b == '{' || b == '[') {
        depth++;
        at++;
      } else if (b == '}' || b == ']') {
        if (depth == 0) {
          return;
        }
        depth--;
        at++;
      } else if (b == ',' && depth == 0) {
        return;
      } else {
        at++;
      }
    }
  }

  private void blank() {
    while (at < json.length && (json[at] == ' ' || (json[at] >= '\t' && json[at] <= '\r'))) {
      at++;
    }
  }

  private int peek() {
    return at < json.length ? json[at] : -1;
  }

  private static @Nullable String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (++i < raw.length() && raw.charAt(i) != 'u') {
        text.append(escaped(raw.charAt(i)));
      } else if (i + 4 < raw.length()) {
        try {
          text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        } catch (NumberFormatException e) {
          return null;
        }
        i += 4;
      } else {
        return null;
      }
    }
    return text.toString();
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> c;
    };
  }
}
