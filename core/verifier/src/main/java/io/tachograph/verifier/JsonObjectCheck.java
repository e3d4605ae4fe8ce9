package io.tachograph.verifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks that bytes are exactly one JSON object (RFC 8259) in UTF-8, and finds its {@code task_id}
 * on the way. Without recursion, so that no input overflows the stack; allocates nothing per check.
 * For one thread.
 */
final class JsonObjectCheck {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_DEPTH = 1_000;

  /** The same in each of a word's eight bytes: what {@link #plain} adds, removes and looks at. */
  private static final long QUOTE_TO_SPACE = 0x0202_0202_0202_0202L;

  private static final long HIGH_BIT_ABOVE_SPACE = 0x5f5f_5f5f_5f5f_5f5fL;
  private static final long BACKSLASH = 0x5c5c_5c5c_5c5c_5c5cL;
  private static final long HIGH_BIT_ABOVE_ZERO = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final byte[] TASK_ID = "\"task_id\"".getBytes(StandardCharsets.US_ASCII);

  private final byte[] closers = new byte[MAX_DEPTH];
  private byte[] bytes = {};
  private int end;
  private int at;
  private int idStart;
  private int idEnd;

  /** Whether the range is one JSON object and nothing else but white space. */
  boolean isObject(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    end = to;
    idStart = -1;
    skipSpace();
    return at < end && bytes[at] == '{' && document();
  }

  /** Whether the checked object has a {@code task_id} that is text. */
  boolean hasTaskId() {
    return idStart >= 0;
  }

  /** Where the text of that {@code task_id} begins. */
  int taskIdFrom() {
    return idStart;
  }

  /** Where the text of that {@code task_id} ends. */
  int taskIdTo() {
    return idEnd;
  }

  private boolean document() {
    int depth = 0;
    boolean wantsValue = true;
    boolean isTaskId = false;
    while (true) {
      skipSpace();
      if (at >= end) {
        return false;
      }
      if (wantsValue) {
        byte b = bytes[at];
        if (b == '{' || b == '[') {
          if (depth == MAX_DEPTH) {
            return false;
          }
          closers[depth++] = (byte) (b == '{' ? '}' : ']');
          at++;
          skipSpace();
          if (at < end && bytes[at] == closers[depth - 1]) {
            wantsValue = false;
            continue;
          }
        } else {
          int start = at;
          if (!scalar()) {
            return false;
          }
          if (isTaskId && bytes[start] == '"') {
            idStart = start + 1;
            idEnd = at - 1;
          }
          wantsValue = false;
          continue;
        }
      } else if (bytes[at] == closers[depth - 1]) {
        at++;
        if (--depth == 0) {
          skipSpace();
          return at == end;
        }
        continue;
      } else if (bytes[at++] != ',') {
        return false;
      }
      // At the start of an element or a member.
      isTaskId = false;
      wantsValue = true;
      if (closers[depth - 1] == '}') {
        skipSpace();
        int start = at;
        if (at >= end || bytes[at] != '"' || !string()) {
          return false;
        }
        isTaskId =
            depth == 1
                && at - start == TASK_ID.length
                && Arrays.equals(bytes, start, at, TASK_ID, 0, TASK_ID.length);
        skipSpace();
        if (at >= end || bytes[at++] != ':') {
          return false;
        }
      }
    }
  }

  private void skipSpace() {
    if (at < end && bytes[at] > ' ') {
      return;
    }
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  private boolean scalar() {
    return switch (bytes[at]) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || bytes[at++] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    if (at < end && bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else if (!digits()) {
      return false;
    }
    if (at < end && bytes[at] == '.') {
      at++;
      if (!digits()) {
        return false;
      }
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean string() {
    at++;
    while (true) {
      skipPlain();
      if (at >= end) {
        return false;
      }
      byte b = bytes[at];
      if (b == '"') {
        at++;
        return true;
      } else if (b == '\\') {
        if (!escape()) {
          return false;
        }
      } else if (b >= ' ') {
        at++;
      } else if (b >= 0 || !multibyte()) {
        return false;
      }
    }
  }

  /** Goes to the next byte that ends plain text, but for the last seven bytes of the range. */
  private void skipPlain() {
    byte[] source = bytes;
    int from = at;
    int last = end - Long.BYTES;
    for (; from <= last - 3 * Long.BYTES; from += 4 * Long.BYTES) {
      long all =
          plain((long) LONG.get(source, from))
              & plain((long) LONG.get(source, from + Long.BYTES))
              & plain((long) LONG.get(source, from + 2 * Long.BYTES))
              & plain((long) LONG.get(source, from + 3 * Long.BYTES));
      if ((all & HIGH_BITS) != HIGH_BITS) {
        break;
      }
    }
    while (from <= last) {
      long special = ~plain((long) LONG.get(source, from)) & HIGH_BITS;
      if (special != 0) {
        from += Long.numberOfTrailingZeros(special) >>> 3;
        break;
      }
      from += Long.BYTES;
    }
    at = from;
  }

  /**
   * Sets the high bit of each byte that is ASCII, no control character, quote or backslash. A byte
   * that is not ASCII may carry into those above it, so only the lowest byte without counts.
   */
  private static long plain(long word) {
    return ((word ^ QUOTE_TO_SPACE) + HIGH_BIT_ABOVE_SPACE)
        & ((word ^ BACKSLASH) + HIGH_BIT_ABOVE_ZERO)
        & ~word;
  }

  private boolean escape() {
    if (at + 1 >= end) {
      return false;
    }
    byte kind = bytes[at + 1];
    at += 2;
    if (kind == 'u') {
      for (int i = 0; i < 4; i++, at++) {
        if (at >= end || Character.digit(bytes[at], 16) < 0) {
          return false;
        }
      }
      return true;
    }
    return "\"\\/bfnrt".indexOf(kind) >= 0;
  }

  /** One character of two to four bytes, in its shortest form and no surrogate (RFC 3629). */
  private boolean multibyte() {
    int first = bytes[at] & 0xff;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || at + more >= end) {
      return false;
    }
    int second = bytes[at + 1] & 0xff;
    boolean allowed =
        switch (first) {
          case 0xe0 -> second >= 0xa0;
          case 0xed -> second < 0xa0;
          case 0xf0 -> second >= 0x90;
          case 0xf4 -> second < 0x90;
          default -> true;
        };
    for (int i = 1; i <= more; i++) {
      allowed &= (bytes[at + i] & 0xc0) == 0x80;
    }
    at += more + 1;
    return allowed;
  }
}
