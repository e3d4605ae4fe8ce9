package io.tachograph.recorder;

import io.tachograph.format.EventType;

/** Whether an audited method is a task or a tool, and so the types of its events. */
public enum CallKind {
  /** A unit of an agent's work; becomes a row of the store's {@code tasks}. */
  TASK("task"),
  /** Something an agent calls; becomes a row of the store's {@code tool_calls}. */
  TOOL("tool");

  private final EventType start;
  private final EventType completed;
  private final EventType failed;

  CallKind(String prefix) {
    start = EventType.of(prefix + "_start");
    completed = EventType.of(prefix + "_completed");
    failed = EventType.of(prefix + "_failed");
  }

  /** The type of the event before the body runs. */
  public EventType start() {
    return start;
  }

  /** The type of the event after it returned. */
  public EventType completed() {
    return completed;
  }

  /** The type of the event after it threw. */
  public EventType failed() {
    return failed;
  }
}
