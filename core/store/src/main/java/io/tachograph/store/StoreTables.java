package io.tachograph.store;

import java.time.Clock;

/**
 * The tables of a store: those of a {@link SqliteStore}, where each operation is a transaction, or
 * those of a {@link StoreWriter}, where all are parts of one.
 */
public abstract sealed class StoreTables permits SqliteStore, StoreWriter {
  private final Missions missions;
  private final ToolCalls toolCalls;
  private final Decisions decisions;
  private final Tasks tasks;
  private final Memory memory;

  /**
   * @param clock says what of the memory has expired
   */
  StoreTables(Access access, Clock clock) {
    missions = new Missions(access);
    toolCalls = new ToolCalls(access);
    decisions = new Decisions(access);
    tasks = new Tasks(access);
    memory = new Memory(access, clock);
  }

  /** The missions, to which most of the other tables' rows belong. */
  public final Missions missions() {
    return missions;
  }

  /** The tool calls. */
  public final ToolCalls toolCalls() {
    return toolCalls;
  }

  /** The decisions. */
  public final Decisions decisions() {
    return decisions;
  }

  /** The tasks. */
  public final Tasks tasks() {
    return tasks;
  }

  /** What agents remember. */
  public final Memory memory() {
    return memory;
  }
}
