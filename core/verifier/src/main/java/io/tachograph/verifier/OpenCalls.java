package io.tachograph.verifier;

import io.tachograph.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs starts with ends: an end closes the latest open start of its id. Holds only what is open,
 * within a bound. For one thread.
 */
final class OpenCalls {
  private static final int MAX_OPEN = 100_000;

  /** Ours have 36; of a longer one its hash is held, so that no input fills the memory. */
  private static final int MAX_ID_CHARS = 64;

  /** A start, above earlier ones of the same id that are open too. */
  private record Open(long seq, @Nullable Open earlier) {}

  private final Map<String, Open> openById = new HashMap<>();
  private int open;
  private long forgotten;

  /** A call with that id, in UTF-8, begins or ends. */
  void take(EntryKind kind, byte[] buffer, int idFrom, int idTo, long seq) {
    String id = new String(buffer, idFrom, idTo - idFrom, StandardCharsets.UTF_8);
    if (id.length() > MAX_ID_CHARS) {
      id = "sha256:" + Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
    }
    Open latest = openById.get(id);
    if (kind == EntryKind.CALL_START) {
      if (open == MAX_OPEN) {
        forgotten++;
      } else {
        openById.put(id, new Open(seq, latest));
        open++;
      }
    } else if (latest != null) {
      open--;
      if (latest.earlier() == null) {
        openById.remove(id);
      } else {
        openById.put(id, latest.earlier());
      }
    }
  }

  /** How many are open; where more were open at once than are held, an upper bound. */
  long count() {
    return open + forgotten;
  }

  /** Those that are held, in the order of their starts. */
  List<UnfinishedCall> list() {
    List<UnfinishedCall> list = new ArrayList<>(open);
    openById.forEach(
        (id, latest) -> {
          for (Open start = latest; start != null; start = start.earlier()) {
            list.add(new UnfinishedCall(start.seq(), id));
          }
        });
    list.sort(Comparator.comparingLong(UnfinishedCall::seq));
    return List.copyOf(list);
  }
}
