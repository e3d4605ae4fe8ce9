package io.tachograph.store.index;

import java.util.Locale;

/** What events are counted by. */
public enum TallyBy {
  /** The event's type. */
  TYPE,
  /** The task's name. */
  TASK,
  /** The tool's name. */
  TOOL,
  /** The model's provider and name. */
  MODEL,
  /** The acting agent: its tasks and tool calls. */
  AGENT,
  /** The hour, as the number of hours since the epoch: its tasks and tool calls. */
  HOUR;

  /** As it stands in the table. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
