package io.tachograph.verifier;

import io.tachograph.format.EntryLayout;
import io.tachograph.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pairs starts with ends. Holds only what is open, within a bound. For one thread. */
final class OpenCalls {
  private static final int MAX_OPEN = 100_000;

  /** Ours have 36; of a longer one its hash is held, so that no input fills the memory. */
  private static final int MAX_ID_CHARS = 64;

  private static final List<byte[]> STARTS = ascii("task_start", "tool_start");
  private static final List<byte[]> ENDS =
      ascii("task_completed", "task_failed", "tool_completed", "tool_failed");

  private final Map<String, Long> seqById = new LinkedHashMap<>();
  private long forgotten;

  private static List<byte[]> ascii(String... types) {
    return Arrays.stream(types).map(t -> t.getBytes(StandardCharsets.US_ASCII)).toList();
  }

  /** Whether the entry of that type begins or ends a call. */
  static boolean concerns(byte[] buffer, int entry, int typeLength) {
    return isOneOf(STARTS, buffer, entry, typeLength) || isOneOf(ENDS, buffer, entry, typeLength);
  }

  /** Takes notice of an entry that {@link #concerns} calls. */
  void take(byte[] buffer, int entry, int typeLength, long seq, @Nullable String taskId) {
    if (taskId == null) {
      return;
    }
    String id =
        taskId.length() <= MAX_ID_CHARS
            ? taskId
            : "sha256:" + Sha256.hex(taskId.getBytes(StandardCharsets.UTF_8));
    if (!isOneOf(STARTS, buffer, entry, typeLength)) {
      seqById.remove(id);
    } else if (seqById.size() < MAX_OPEN) {
      seqById.put(id, seq);
    } else {
      forgotten++;
    }
  }

  private static boolean isOneOf(List<byte[]> types, byte[] buffer, int entry, int typeLength) {
    int from = entry + EntryLayout.TYPE_OFFSET;
    for (byte[] type : types) {
      if (Arrays.equals(buffer, from, from + typeLength, type, 0, type.length)) {
        return true;
      }
    }
    return false;
  }

  /** How many are open; where more were open at once than are held, an upper bound. */
  long count() {
    return seqById.size() + forgotten;
  }

  List<UnfinishedCall> list() {
    return seqById.entrySet().stream()
        .map(open -> new UnfinishedCall(open.getValue(), open.getKey()))
        .toList();
  }
}
