package io.tachograph.recorder.oldledger;

import io.tachograph.format.EntryLayout;
import io.tachograph.format.EventType;
import io.tachograph.recorder.Recorder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which type of ours an old event gets. The three of tasks mean the same there and here; any other
 * valid name is a governance event's. What ours say and an old event cannot, such as {@code
 * key_rotated}, it gets behind {@code imported.}; and a name that is none is made one. The original
 * stays in the body. Remembers types by name; not thread-safe.
 */
final class ImportedTypes {
  static final EventType STARTED = EventType.of("import_started");
  static final EventType CHAIN_BROKEN = EventType.of("import_chain_broken");
  static final EventType COMPLETED = EventType.of("import_completed");

  private static final String PREFIX = "imported.";
  private static final Set<String> SAME = Set.of("task_start", "task_completed", "task_failed");

  /** Types that hosts may write, with a shape that old events do not have. */
  private static final Set<String> SHAPED =
      Set.of(
          "mission_created",
          "mission_updated",
          "mission_completed",
          "mission_failed",
          "experience");

  private static final Pattern VALID = Pattern.compile("[a-z0-9_.]{1,64}");
  private static final Pattern FORBIDDEN = Pattern.compile("[^a-z0-9_.]");
  private static final int MAX_REMEMBERED = 1_000;

  private final Map<String, EventType> known = new HashMap<>();

  /** The type for an old event's. */
  EventType of(@Nullable String original) {
    String name = original == null ? "" : original;
    EventType type = known.get(name);
    if (type == null) {
      type = EventType.of(name(name));
      if (known.size() < MAX_REMEMBERED) {
        known.put(name, type);
      }
    }
    return type;
  }

  private static String name(String original) {
    if (SAME.contains(original)) {
      return original;
    }
    boolean valid = VALID.matcher(original).matches();
    String name =
        valid ? original : FORBIDDEN.matcher(original.toLowerCase(Locale.ROOT)).replaceAll("_");
    boolean means = Recorder.isReserved(name) || SHAPED.contains(name) || name.isEmpty();
    String full = means ? PREFIX + (name.isEmpty() ? "event" : name) : name;
    return full.substring(0, Math.min(full.length(), EntryLayout.MAX_TYPE_LENGTH));
  }
}
