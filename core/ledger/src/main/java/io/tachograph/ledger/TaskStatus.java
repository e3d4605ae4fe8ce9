package io.tachograph.ledger;

import io.tachograph.format.EventType;

/** What the latest event of a task says. */
public enum TaskStatus {
  /** It began, and nobody said that it ended. */
  STARTED("task_start"),
  /** It ended well. */
  COMPLETED("task_completed"),
  /** It failed. */
  FAILED("task_failed");

  private final String typeName;

  TaskStatus(String typeName) {
    this.typeName = typeName;
  }

  /** The type of the entries that say so. */
  EventType type() {
    return EventType.of(typeName);
  }

  /** Whether an entry of that type says so. */
  boolean isSaidBy(String type) {
    return typeName.equals(type);
  }
}
