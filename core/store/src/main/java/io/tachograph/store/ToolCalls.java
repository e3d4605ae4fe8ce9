package io.tachograph.store;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls. Thread-safe where it comes from {@link SqliteStore}, each operation then being a
 * transaction; for the writing thread where it comes from {@link StoreWriter}. Everything throws
 * {@link StoreException}.
 */
public final class ToolCalls {
  private static final String TABLE = "tool_calls";
  private static final String INSERTION =
      "INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, duration_ms,"
          + " success, error_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String COLUMNS =
      "SELECT id, mission_id, tool_name, args, result, timestamp, duration_ms, success,"
          + " error_message FROM tool_calls";
  private static final Sql INSERT = new Sql(TABLE, INSERTION);
  private static final Sql INSERT_FOR_ID = new Sql(TABLE, INSERTION + " RETURNING id");
  private static final Sql OF_MISSION =
      new Sql(TABLE, COLUMNS + " WHERE mission_id = ? ORDER BY timestamp DESC, id DESC LIMIT ?");
  private static final Sql NEWEST = new Sql(TABLE, COLUMNS + " ORDER BY id DESC LIMIT ?");

  private final Access access;

  ToolCalls(Access access) {
    this.access = access;
  }

  /**
   * Adds a tool call.
   *
   * @return its row id
   * @throws ConstraintException if there is no such mission
   */
  public long insert(NewToolCall call) {
    return access.write(session -> session.insert(INSERT_FOR_ID, parameters(call)));
  }

  /**
   * Adds tool calls in one transaction, all or none.
   *
   * @throws ConstraintException if there is no such mission
   */
  public void insertAll(Collection<NewToolCall> calls) {
    access.write(
        session -> {
          int added = 0;
          for (NewToolCall call : calls) {
            added += session.update(INSERT, parameters(call));
          }
          return added;
        });
  }

  /** The last calls of a mission by their time, the newest first. */
  public List<ToolCall> ofMission(long missionId, int limit) {
    return access.read(
        session -> session.list(OF_MISSION, ToolCalls::call, missionId, Limits.positive(limit)));
  }

  /** The calls that were added last, of all missions, the newest first. */
  public List<ToolCall> newest(int limit) {
    return access.read(session -> session.list(NEWEST, ToolCalls::call, Limits.positive(limit)));
  }

  private static @Nullable Object[] parameters(NewToolCall call) {
    return new @Nullable Object[] {
      call.missionId(),
      call.toolName(),
      call.args(),
      call.result(),
      call.timestamp(),
      call.durationMs(),
      call.success(),
      call.errorMessage()
    };
  }

  private static ToolCall call(Row row) {
    return new ToolCall(
        row.number("id"),
        row.number("mission_id"),
        row.text("tool_name"),
        row.json("args"),
        row.jsonOrNull("result"),
        row.time("timestamp"),
        row.numberOrNull("duration_ms"),
        row.flag("success"),
        row.textOrNull("error_message"));
  }
}
