package io.tachograph.store.index;

/**
 * What an event says of a task, a tool call or a model call.
 *
 * @param of what was called
 * @param name what it is called
 * @param begins whether a call begins with this event
 * @param durationNanos how long it took, or {@link #NOT_ENDED}
 * @param failed whether it failed
 */
public record CallPart(
    TallyBy of, String name, boolean begins, long durationNanos, boolean failed) {
  /** The duration where it does not end with this event. */
  public static final long NOT_ENDED = -1;

  /** Whether it ends with this event. */
  public boolean ends() {
    return durationNanos != NOT_ENDED;
  }
}
