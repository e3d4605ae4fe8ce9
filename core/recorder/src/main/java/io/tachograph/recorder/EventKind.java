package io.tachograph.recorder;

/** What an event tells of, by which events are counted. */
public enum EventKind {
  /** The start or the end of a task. */
  TASK(0),
  /** The start or the end of a tool's call. */
  TOOL(1),
  /** A call of a language model. */
  MODEL(2),
  /** What the host says itself: decisions, refusals, approvals, and events of types of its own. */
  GOVERNANCE(3),
  /** An experience event of the host. */
  EXPERIENCE(4),
  /** What the recorder did, such as that a class was instrumented. */
  RECORDER(5);

  /** How many kinds there are. */
  static final int COUNT = 6;

  private final int index;

  EventKind(int index) {
    this.index = index;
  }

  /** Its place where kinds are counted, below {@link #COUNT}. */
  int index() {
    return index;
  }

  /** That of a call's events. */
  static EventKind of(CallKind call) {
    return switch (call) {
      case TASK -> TASK;
      case TOOL -> TOOL;
      case MODEL -> MODEL;
    };
  }
}
