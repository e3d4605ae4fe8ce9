package io.tachograph.verifier;

import io.tachograph.format.EntryLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an entry's type means to verification. */
public enum EntryKind {
  /** A call begins: {@code task_start}, {@code tool_start}. */
  CALL_START,
  /** A call ends: {@code task_completed}, {@code tool_failed} and so on. */
  CALL_END,
  /** Events went unrecorded. */
  GAP,
  /** A class was instrumented. */
  INSTRUMENTED,
  /** A class matched and could not be instrumented. */
  INSTRUMENTATION_FAILED,
  /** Another key signs from here on. */
  KEY_ROTATED,
  /** Anything else. */
  OTHER;

  private static final byte[] TASK_START = ascii("task_start");
  private static final byte[] TOOL_START = ascii("tool_start");
  private static final byte[] TASK_COMPLETED = ascii("task_completed");
  private static final byte[] TOOL_COMPLETED = ascii("tool_completed");
  private static final byte[] TASK_FAILED = ascii("task_failed");
  private static final byte[] TOOL_FAILED = ascii("tool_failed");
  private static final byte[] GAP_TYPE = ascii("gap");
  private static final byte[] INSTRUMENTED_TYPE = ascii("instrumented");
  private static final byte[] INSTRUMENTATION_FAILED_TYPE = ascii("instrumentation_failed");
  private static final byte[] KEY_ROTATED_TYPE = ascii("key_rotated");

  private static byte[] ascii(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }

  /** The kind of the checked entry at {@code entry}. */
  static EntryKind of(byte[] buffer, int entry, int typeLength) {
    return of(buffer, entry, typeLength, buffer.length);
  }

  /** As {@link #of(byte[], int, int)} of an entry that may reach beyond {@code end}. */
  static EntryKind of(byte[] buffer, int entry, int typeLength, int end) {
    int from = entry + EntryLayout.TYPE_OFFSET;
    return from + typeLength > end ? OTHER : ofType(buffer, from, typeLength);
  }

  /** The kind of entries of that type. */
  public static EntryKind of(String type) {
    byte[] bytes = ascii(type);
    return ofType(bytes, 0, bytes.length);
  }

  private static EntryKind ofType(byte[] buffer, int from, int length) {
    return switch (length) {
      case 3 -> is(GAP_TYPE, buffer, from) ? GAP : OTHER;
      case 10 -> is(TASK_START, buffer, from) || is(TOOL_START, buffer, from) ? CALL_START : OTHER;
      case 11 ->
          is(TASK_FAILED, buffer, from) || is(TOOL_FAILED, buffer, from)
              ? CALL_END
              : is(KEY_ROTATED_TYPE, buffer, from) ? KEY_ROTATED : OTHER;
      case 12 -> is(INSTRUMENTED_TYPE, buffer, from) ? INSTRUMENTED : OTHER;
      case 14 ->
          is(TASK_COMPLETED, buffer, from) || is(TOOL_COMPLETED, buffer, from) ? CALL_END : OTHER;
      case 22 -> is(INSTRUMENTATION_FAILED_TYPE, buffer, from) ? INSTRUMENTATION_FAILED : OTHER;
      default -> OTHER;
    };
  }

  private static boolean is(byte[] type, byte[] buffer, int from) {
    return Arrays.equals(buffer, from, from + type.length, type, 0, type.length);
  }

  /** Whether it begins or ends a call. */
  public boolean isCall() {
    return this == CALL_START || this == CALL_END;
  }
}
