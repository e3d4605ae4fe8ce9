package io.tachograph.recorder;

import io.tachograph.format.EventType;

/** Whether an audited method is a task or a tool, and so the types of its events. */
public enum CallKind {
  /** A unit of an agent's work; becomes a row of the store's {@code tasks}. */
  TASK,
  /** Something an agent calls; becomes a row of the store's {@code tool_calls}. */
  TOOL;

  /** The type of the event before the body runs. */
  public EventType start() {
    return this == TASK ? EventTypes.TASK_START : EventTypes.TOOL_START;
  }

  /** The type of the event after it returned. */
  public EventType completed() {
    return this == TASK ? EventTypes.TASK_COMPLETED : EventTypes.TOOL_COMPLETED;
  }

  /** The type of the event after it threw. */
  public EventType failed() {
    return this == TASK ? EventTypes.TASK_FAILED : EventTypes.TOOL_FAILED;
  }
}
