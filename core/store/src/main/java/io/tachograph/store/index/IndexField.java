package io.tachograph.store.index;

import java.util.Locale;

/** What events can be asked for by. */
public enum IndexField {
  /** The event's type. */
  TYPE(true),
  /** The kind of an experience event. */
  KIND(true),
  /** The tenant. */
  TENANT(true),
  /** The acting agent. */
  AGENT(true),
  /** The tool that was called, or would have been. */
  TOOL(true),
  /** The mission. */
  MISSION(false),
  /** The task or call. */
  TASK(false),
  /** The task or call inside of which it happened. */
  PARENT(false),
  /** What its event is a part of. */
  CORRELATION(false),
  /** The chain of an experience event. */
  CHAIN(false),
  /** The trace of the host's tracing. */
  TRACE(false);

  private final boolean hasFewValues;

  IndexField(boolean hasFewValues) {
    this.hasFewValues = hasFewValues;
  }

  /** Whether its values are numbered; of the others there are as many as events. */
  boolean hasFewValues() {
    return hasFewValues;
  }

  /** The column of the table. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The index on that column. */
  String index() {
    return "events_" + column();
  }
}
