package io.tachograph.recorder;

import io.tachograph.format.EventType;

/** Whether an audited method is a task, a tool or a model, and so the types of its events. */
public enum CallKind {
  /** A unit of an agent's work; becomes a row of the store's {@code tasks}. */
  TASK,
  /** Something an agent calls; becomes a row of the store's {@code tool_calls}. */
  TOOL,
  /** A language model; one event when it has answered, and no row. */
  MODEL;

  /** The type of the event before the body runs. */
  public EventType start() {
    return of(EventTypes.TASK_START, EventTypes.TOOL_START);
  }

  /** The type of the event after it returned. */
  public EventType completed() {
    return of(EventTypes.TASK_COMPLETED, EventTypes.TOOL_COMPLETED);
  }

  /** The type of the event after it threw. */
  public EventType failed() {
    return of(EventTypes.TASK_FAILED, EventTypes.TOOL_FAILED);
  }

  private EventType of(EventType ofTask, EventType ofTool) {
    return switch (this) {
      case TASK -> ofTask;
      case TOOL -> ofTool;
      case MODEL -> EventTypes.MODEL_CALL;
    };
  }
}
