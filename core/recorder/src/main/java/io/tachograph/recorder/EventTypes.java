package io.tachograph.recorder;

import io.tachograph.format.EventType;
import java.util.Set;

/** The types of the events that the recorder writes or acts on. */
final class EventTypes {
  static final EventType TASK_START = EventType.of("task_start");
  static final EventType TASK_COMPLETED = EventType.of("task_completed");
  static final EventType TASK_FAILED = EventType.of("task_failed");
  static final EventType TOOL_START = EventType.of("tool_start");
  static final EventType TOOL_COMPLETED = EventType.of("tool_completed");
  static final EventType TOOL_FAILED = EventType.of("tool_failed");
  static final EventType MODEL_CALL = EventType.of("model_call");
  static final EventType DECISION = EventType.of("decision");
  static final EventType TOOL_DENIED = EventType.of("tool_denied");
  static final EventType APPROVAL_REQUESTED = EventType.of("approval_requested");
  static final EventType APPROVAL_GRANTED = EventType.of("approval_granted");
  static final EventType APPROVAL_REFUSED = EventType.of("approval_refused");
  static final EventType EXPERIENCE = EventType.of("experience");
  static final EventType GAP = EventType.of("gap");
  static final EventType INSTRUMENTED = EventType.of("instrumented");
  static final EventType INSTRUMENTATION_FAILED = EventType.of("instrumentation_failed");
  static final EventType LEDGER_OPENED = EventType.of("ledger_opened");
  static final EventType LEGACY_IMPORT_STARTED = EventType.of("legacy_import_started");
  static final EventType LEGACY_IMPORTED = EventType.of("legacy_imported");

  static final String MISSION_CREATED = "mission_created";
  static final String MISSION_UPDATED = "mission_updated";
  static final String MISSION_COMPLETED = "mission_completed";
  static final String MISSION_FAILED = "mission_failed";

  /** What a host may not write itself: it would forge what only the recorder can know. */
  static final Set<String> RESERVED =
      Set.of(
          "ledger_created",
          "ledger_opened",
          "ledger_closed",
          "ledger_damaged",
          "key_rotated",
          "instrumented",
          "instrumentation_failed",
          "gap",
          "task_start",
          "task_completed",
          "task_failed",
          "tool_start",
          "tool_completed",
          "tool_failed",
          "tool_denied",
          "model_call",
          "decision",
          "approval_requested",
          "approval_granted",
          "approval_refused",
          "experience",
          "import_started",
          "import_chain_broken",
          "import_completed",
          "legacy_import_started",
          "legacy_imported");

  private EventTypes() {}
}
