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
public final class JsonObjectCheck {
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
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final int BITS_OF_BYTE_SHIFT = 3;

  private final byte[] closers = new byte[MAX_DEPTH];
  private int idStart;
  private int idEnd;

  /** One for one thread. */
  public JsonObjectCheck() {}

  /** Whether the range is one JSON object and nothing else but white space. */
  public boolean isObject(byte[] source, int from, int to) {
    idStart = -1;
    int at = afterSpace(source, from, to);
    return at < to && source[at] == '{' && document(source, at, to);
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

  private boolean document(byte[] bytes, int from, int end) {
    int at = from;
    int depth = 0;
    boolean wantsValue = true;
    boolean isTaskId = false;
    while (true) {
      at = afterSpace(bytes, at, end);
      if (at >= end) {
        return false;
      }
      byte b = bytes[at];
      if (wantsValue) {
        if (b == '{' || b == '[') {
          if (depth == MAX_DEPTH) {
            return false;
          }
          closers[depth++] = (byte) (b == '{' ? '}' : ']');
          at = afterSpace(bytes, at + 1, end);
          if (at < end && bytes[at] == closers[depth - 1]) {
            wantsValue = false;
            continue;
          }
        } else {
          int start = at;
          at = b == '"' ? afterString(bytes, at, end) : afterWord(bytes, at, end);
          if (at < 0) {
            return false;
          }
          if (isTaskId && b == '"') {
            idStart = start + 1;
            idEnd = at - 1;
          }
          wantsValue = false;
          continue;
        }
      } else if (b == closers[depth - 1]) {
        at++;
        if (--depth == 0) {
          return afterSpace(bytes, at, end) == end;
        }
        continue;
      } else if (b != ',') {
        return false;
      } else {
        at++;
      }
      // At the start of an element or a member.
      isTaskId = false;
      wantsValue = true;
      if (closers[depth - 1] == '}') {
        int start = afterSpace(bytes, at, end);
        if (start >= end || bytes[start] != '"') {
          return false;
        }
        at = afterString(bytes, start, end);
        isTaskId = depth == 1 && at - start == TASK_ID.length && isTaskId(bytes, start);
        at = at < 0 ? end : afterSpace(bytes, at, end);
        if (at >= end || bytes[at++] != ':') {
          return false;
        }
      }
    }
  }

  private static boolean isTaskId(byte[] bytes, int start) {
    return Arrays.equals(bytes, start, start + TASK_ID.length, TASK_ID, 0, TASK_ID.length);
  }

  private static int afterSpace(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Behind the number, or what else is no text, that begins there; -1 if it is none. */
  private static int afterWord(byte[] bytes, int from, int end) {
    return switch (bytes[from]) {
      case 't' -> after(TRUE, bytes, from, end);
      case 'f' -> after(FALSE, bytes, from, end);
      case 'n' -> after(NULL, bytes, from, end);
      default -> afterNumber(bytes, from, end);
    };
  }

  private static int after(byte[] word, byte[] bytes, int from, int end) {
    int to = from + word.length;
    return to <= end && Arrays.equals(bytes, from, to, word, 0, word.length) ? to : -1;
  }

  private static int afterNumber(byte[] bytes, int from, int end) {
    int at = from;
    if (bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      at = afterDigits(bytes, at, end);
    }
    if (at >= 0 && at < end && bytes[at] == '.') {
      at = afterDigits(bytes, at + 1, end);
    }
    if (at >= 0 && at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      return afterDigits(bytes, at, end);
    }
    return at;
  }

  /** Behind the one or more digits that begin there; -1 if there is none. */
  private static int afterDigits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > from ? at : -1;
  }

  /** Behind the text whose quote stands there; -1 if it is none. */
  private static int afterString(byte[] bytes, int from, int end) {
    int at = from + 1;
    int last = end - Long.BYTES;
    while (at < end) {
      byte b = bytes[at];
      if (at <= last) {
        long special = ~plain((long) LONG.get(bytes, at)) & HIGH_BITS;
        if (special == 0) {
          at = afterPlainWords(bytes, at + Long.BYTES, last);
          continue;
        }
        at += Long.numberOfTrailingZeros(special) >>> BITS_OF_BYTE_SHIFT;
        b = bytes[at];
      }
      if (b == '"') {
        return at + 1;
      } else if (b == '\\') {
        at = afterEscape(bytes, at, end);
      } else if (b >= ' ') {
        at++;
      } else {
        at = b < 0 ? afterMultibyte(bytes, at, end) : -1;
      }
      if (at < 0) {
        return -1;
      }
    }
    return -1;
  }

  /** Behind the words of plain text that begin there. */
  private static int afterPlainWords(byte[] bytes, int from, int last) {
    int at = from;
    int lastFour = last - 3 * Long.BYTES;
    while (at <= lastFour
        && (plain((long) LONG.get(bytes, at))
                & plain((long) LONG.get(bytes, at + Long.BYTES))
                & plain((long) LONG.get(bytes, at + 2 * Long.BYTES))
                & plain((long) LONG.get(bytes, at + 3 * Long.BYTES))
                & HIGH_BITS)
            == HIGH_BITS) {
      at += 4 * Long.BYTES;
    }
    while (at <= last && (plain((long) LONG.get(bytes, at)) & HIGH_BITS) == HIGH_BITS) {
      at += Long.BYTES;
    }
    return at;
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

  private static int afterEscape(byte[] bytes, int from, int end) {
    if (from + 1 >= end) {
      return -1;
    }
    int at = from + 2;
    byte kind = bytes[from + 1];
    if (kind != 'u') {
      return "\"\\/bfnrt".indexOf(kind) >= 0 ? at : -1;
    }
    for (int i = 0; i < 4; i++, at++) {
      if (at >= end || Character.digit(bytes[at], 16) < 0) {
        return -1;
      }
    }
    return at;
  }

  /** Behind a character of two to four bytes, in its shortest form and no surrogate (RFC 3629). */
  private static int afterMultibyte(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || at + more >= end) {
      return -1;
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
    return allowed ? at + more + 1 : -1;
  }
}
