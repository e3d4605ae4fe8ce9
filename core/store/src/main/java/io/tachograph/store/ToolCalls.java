package io.tachograph.store;

import java.time.Instant;
import java.util.ArrayList;
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
  private static final Sql TIME_OF =
      new Sql(TABLE, "SELECT id, timestamp FROM tool_calls WHERE id = ?");

  private static final String OF_MISSION_BEHIND =
      COLUMNS + " WHERE mission_id = ? AND (timestamp, id) < (?, ?)";
  private static final String BY_TIME = " ORDER BY timestamp DESC, id DESC LIMIT ?";
  private static final Sql PAGE_OF_MISSION = new Sql(TABLE, OF_MISSION_BEHIND + BY_TIME);

  // A + keeps SQLite from another index, by which it would have to sort all that it finds.
  private static final Sql PAGE_OF_MISSION_NAMED =
      new Sql(TABLE, OF_MISSION_BEHIND + " AND +tool_name = ?" + BY_TIME);
  private static final Sql PAGE_OF_MISSION_FAILED =
      new Sql(TABLE, OF_MISSION_BEHIND + " AND +success = 0" + BY_TIME);
  private static final Sql PAGE_OF_MISSION_BETWEEN =
      new Sql(TABLE, OF_MISSION_BEHIND + " AND timestamp >= ? AND timestamp < ?" + BY_TIME);

  private static final String BEHIND = " AND id < ? ORDER BY id DESC LIMIT ?";
  private static final Sql PAGE_NAMED = new Sql(TABLE, COLUMNS + " WHERE tool_name = ?" + BEHIND);
  private static final Sql PAGE_FAILED = new Sql(TABLE, COLUMNS + " WHERE success = 0" + BEHIND);
  private static final Sql USAGE =
      new Sql(
          "tool_usage_stats",
          "SELECT tool_name, total_calls, successful_calls, avg_duration_ms, max_duration_ms"
              + " FROM tool_usage_stats ORDER BY total_calls DESC, tool_name LIMIT ?");

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

  /**
   * The calls of a mission by their time, the newest first. Times are compared as the text that
   * they are in the table: of one second those come last, so first here, that others wrote without
   * a fraction.
   */
  public List<ToolCall> ofMission(long missionId, Page page) {
    return pageOfMission(PAGE_OF_MISSION, missionId, page);
  }

  /** As {@link #ofMission(long, Page)}, those of one tool. */
  public List<ToolCall> ofMission(long missionId, String toolName, Page page) {
    return pageOfMission(PAGE_OF_MISSION_NAMED, missionId, page, toolName);
  }

  /**
   * As {@link #ofMission(long, Page)}, those of a time.
   *
   * @param from the first moment of it
   * @param to the first moment after it
   */
  public List<ToolCall> ofMission(long missionId, Instant from, Instant to, Page page) {
    return pageOfMission(PAGE_OF_MISSION_BETWEEN, missionId, page, from, to);
  }

  /** As {@link #ofMission(long, Page)}, those that failed. */
  public List<ToolCall> failuresOfMission(long missionId, Page page) {
    return pageOfMission(PAGE_OF_MISSION_FAILED, missionId, page);
  }

  /** The calls of one tool, of all missions, those added last first. */
  public List<ToolCall> named(String toolName, Page page) {
    return access.read(
        session -> session.list(PAGE_NAMED, ToolCalls::call, toolName, page.after(), page.limit()));
  }

  /** The calls that failed, of all missions, those added last first. */
  public List<ToolCall> failures(Page page) {
    return access.read(
        session -> session.list(PAGE_FAILED, ToolCalls::call, page.after(), page.limit()));
  }

  /**
   * How the tools were used, the one called most first. Every call is counted, which takes about a
   * second for a million.
   *
   * @param limit how many tools at most, 1 or above
   */
  public List<ToolUsage> usage(int limit) {
    return access.read(
        session -> session.list(USAGE, ToolCalls::toolUsage, Limits.positive(limit)));
  }

  /** The calls that were added last, of all missions, the newest first. */
  public List<ToolCall> newest(int limit) {
    return access.read(session -> session.list(NEWEST, ToolCalls::call, Limits.positive(limit)));
  }

  private List<ToolCall> pageOfMission(Sql sql, long missionId, Page page, Object... more) {
    return access.read(
        session -> {
          PageStart.InTime start = PageStart.inTime(session, TIME_OF, page);
          List<Object> parameters = new ArrayList<>(List.of(missionId, start.time(), start.id()));
          parameters.addAll(List.of(more));
          parameters.add(page.limit());
          return session.list(sql, ToolCalls::call, parameters.toArray());
        });
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

  private static ToolUsage toolUsage(Row row) {
    return new ToolUsage(
        row.text("tool_name"),
        row.number("total_calls"),
        row.number("successful_calls"),
        row.realOrNull("avg_duration_ms"),
        row.numberOrNull("max_duration_ms"));
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
