package io.tachograph.ledger;

import io.tachograph.format.EventType;
import java.util.Set;

/** The types of the entries that a ledger writes itself. */
final class EventTypes {
  static final EventType CREATED = EventType.of("ledger_created");
  static final EventType OPENED = EventType.of("ledger_opened");
  static final EventType CLOSED = EventType.of("ledger_closed");
  static final EventType DAMAGED = EventType.of("ledger_damaged");
  static final EventType KEY_ROTATED = EventType.of("key_rotated");

  /** What no governance event may be called: verification and readers take these for their own. */
  static final Set<String> MEAN_SOMETHING_ELSE =
      Set.of(
          CREATED.name(),
          OPENED.name(),
          CLOSED.name(),
          DAMAGED.name(),
          KEY_ROTATED.name(),
          "task_start",
          "task_completed",
          "task_failed",
          "gap",
          "instrumented",
          "instrumentation_failed",
          "experience");

  private EventTypes() {}
}
