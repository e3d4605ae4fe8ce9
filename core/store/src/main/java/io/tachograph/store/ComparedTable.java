package io.tachograph.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of which the rows of two databases are compared, in the order of what tells one row from
 * another. Row ids do not: others add rows in between.
 *
 * <p>Identities are read as hexadecimal digits, so that their order in SQLite and here is the same
 * whatever bytes they hold.
 *
 * @param name the table
 * @param hasMission whether its rows belong to missions, and so are told apart within one
 * @param identity the columns that tell rows apart, beside the mission's
 * @param time the column that says from when a row is
 * @param columns what is compared
 */
record ComparedTable(
    String name, boolean hasMission, List<String> identity, String time, List<String> columns) {
  /** The database that holds what is expected; the one that the connection was opened on. */
  static final String EXPECTED = "main";

  /** The database that is looked at, attached. */
  static final String FOUND = "found";

  /** Before an identity's column. */
  static final String KEY_PREFIX = "k_";

  /** Whose a row is. */
  static final String OWNERSHIP = "ownership";

  /** The types of all compared values: a number and its text read the same. */
  static final String TYPES = "value_types";

  static final ComparedTable MISSIONS =
      new ComparedTable(
          "missions",
          false,
          List.of("mission_uuid"),
          "created_at",
          List.of(
              "phase",
              "status",
              "created_at",
              "completed_at",
              "updated_at",
              "planning_sub_state",
              "max_cost_usd",
              "current_cost_usd",
              "alert_threshold",
              "cost_breakdown",
              "owner",
              "description",
              "api_version",
              "metadata"));

  static final ComparedTable TASKS =
      new ComparedTable(
          "tasks",
          false,
          List.of("id"),
          "created_at",
          List.of("description", "parent_id", "status", "result", "created_at", "updated_at"));

  static final ComparedTable TOOL_CALLS =
      new ComparedTable(
          "tool_calls",
          true,
          List.of("timestamp", "tool_name"),
          "timestamp",
          List.of("args", "result", "duration_ms", "success", "error_message"));

  static final ComparedTable DECISIONS =
      new ComparedTable(
          "decisions",
          true,
          List.of("timestamp", "decision_type"),
          "timestamp",
          List.of("rationale", "agent_name", "context"));

  /** Those that the projection writes; missions first, to which the others belong. */
  static final List<ComparedTable> ALL = List.of(MISSIONS, TASKS, TOOL_CALLS, DECISIONS);

  /** The names under which the identity is selected, in the order of the rows. */
  List<String> keys() {
    Stream<String> mission = hasMission ? Stream.of("mission") : Stream.of();
    return Stream.concat(mission, identity.stream()).map(key -> KEY_PREFIX + key).toList();
  }

  /** The rows that are expected, each with whether its mission was archived where we look. */
  Sql expected() {
    String uuid = hasMission ? "m.mission_uuid" : "t.mission_uuid";
    String archived =
        name.equals("tasks")
            ? "'ledger'"
            : "CASE WHEN "
                + uuid
                + " IN (SELECT a.mission_uuid FROM "
                + FOUND
                + ".missions_archive a) THEN 'archived' ELSE 'ledger' END";
    return new Sql(
        name,
        "SELECT t.rowid AS row_id, "
            + archived
            + " AS "
            + OWNERSHIP
            + ", "
            + selected(false)
            + from(EXPECTED));
  }

  /**
   * The rows that are there, each with whose it is.
   *
   * @param ownership SQL for the column {@code ownership}; e is the mission as it is expected
   * @param beginningDropped whether what is expected lacks the ledger's beginning
   */
  Sql found(String ownership, boolean beginningDropped) {
    return new Sql(
        name,
        "SELECT t.rowid AS row_id, "
            + ownership
            + " AS "
            + OWNERSHIP
            + ", "
            + selected(beginningDropped)
            + from(FOUND));
  }

  private String selected(boolean onlyKnownParents) {
    Stream<String> mission =
        hasMission ? Stream.of(key("coalesce(m.mission_uuid, '')", "mission")) : Stream.of();
    Stream<String> keys = identity.stream().map(column -> key("t." + column, column));
    Stream<String> values =
        columns.stream().map(c -> digits(c, value(c, onlyKnownParents)) + " AS " + c);
    String types =
        columns.stream()
            .map(c -> "typeof(" + value(c, onlyKnownParents) + ")")
            .collect(Collectors.joining("||','||"));
    return Stream.of(mission, keys, values, Stream.of(types + " AS " + TYPES))
        .flatMap(part -> part)
        .collect(Collectors.joining(", "));
  }

  private static String key(String expression, String name) {
    return "hex(CAST(" + expression + " AS BLOB)) AS " + KEY_PREFIX + name;
  }

  /** A task that began in what was dropped is nobody's parent in what is expected. */
  private static String value(String column, boolean onlyKnownParents) {
    return onlyKnownParents && column.equals("parent_id")
        ? "(SELECT p.id FROM " + EXPECTED + ".tasks p WHERE p.id = t.parent_id)"
        : "t." + column;
  }

  /** Reals with all they have. */
  private static String digits(String column, String value) {
    return column.endsWith("_usd") || column.equals("alert_threshold")
        ? "quote(" + value + ")"
        : value;
  }

  private String from(String database) {
    boolean found = database.equals(FOUND);
    String uuid = hasMission ? "m.mission_uuid" : "t.mission_uuid";
    return " FROM "
        + database
        + "."
        + name
        + " t"
        + (hasMission ? " LEFT JOIN " + database + ".missions m ON m.id = t.mission_id" : "")
        + (found && !name.equals("tasks")
            ? " LEFT JOIN " + EXPECTED + ".missions e ON e.mission_uuid = " + uuid
            : "")
        + " ORDER BY "
        + String.join(", ", keys());
  }
}
