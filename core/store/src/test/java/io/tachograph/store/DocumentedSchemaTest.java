package io.tachograph.store;

import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each sentence of the document that says what other agents find in a store, against a new database
 * and against those of others after their migration.
 */
class DocumentedSchemaTest {
  private static final String MISSION =
      "mission_uuid TEXT!, phase TEXT!, status TEXT!, created_at TEXT!, completed_at TEXT,"
          + " updated_at TEXT, planning_sub_state TEXT, max_cost_usd REAL, current_cost_usd REAL,"
          + " alert_threshold REAL, cost_breakdown JSON, owner TEXT, description TEXT,"
          + " api_version TEXT, metadata JSON, archived INTEGER";

  /** In the document's words: ! is NOT NULL, and a mission_id says the rest by itself. */
  private static final Map<String, String> WITH_NUMBERED_ROWS =
      ordered(
          "missions",
          MISSION,
          "tool_calls",
          "mission_id, tool_name TEXT!, args JSON!, result JSON, timestamp TEXT!, duration_ms"
              + " INTEGER, success INTEGER!, error_message TEXT",
          "decisions",
          "mission_id, decision_type TEXT!, rationale TEXT, timestamp TEXT!, agent_name TEXT,"
              + " context JSON",
          "playbook_runs",
          "mission_id, playbook_name TEXT!, phase TEXT, started_at TEXT!, completed_at TEXT,"
              + " success INTEGER, metrics JSON, error_message TEXT",
          "agent_memory",
          "mission_id, key TEXT!, value JSON, timestamp TEXT!, ttl INTEGER, expires_at TEXT",
          "session_narrative",
          "mission_id, session_num INTEGER!, summary TEXT!, date TEXT!, phase TEXT!",
          "domain_concepts",
          "mission_id, concept TEXT!, timestamp TEXT!",
          "domain_concerns",
          "mission_id, concern TEXT!, timestamp TEXT!",
          "trajectory",
          "mission_id, current_phase TEXT!, current_focus TEXT, completed_phases JSON,"
              + " blockers JSON, updated_at TEXT!",
          "artifacts",
          "mission_id, artifact_type TEXT!, artifact_name TEXT!, ref TEXT, path TEXT, url TEXT,"
              + " branch TEXT, metadata JSON, created_at TEXT!",
          "quality_gates",
          "mission_id, gate_name TEXT!, status TEXT!, details JSON, timestamp TEXT!",
          "missions_archive",
          MISSION,
          "agent_sessions",
          "mission_id, agent_name TEXT!, started_at TEXT!, ended_at TEXT, handoff JSON");

  private static final Map<String, String> WITH_NAMED_ROWS =
      ordered(
          "tasks",
              "id TEXT, description TEXT!, parent_id TEXT, status TEXT!, result TEXT, created_at"
                  + " TEXT!, updated_at TEXT",
          "roadmaps",
              "id TEXT, name TEXT!, description TEXT!, missions TEXT, created_at TEXT!, updated_at"
                  + " TEXT!, metadata TEXT",
          "projection", "ledger_id TEXT, applied_seq INTEGER!");

  private static final Map<String, String> INDEXES =
      ordered(
          "missions",
              "status(status), phase(phase), owner(owner), budget(max_cost_usd current_cost_usd),"
                  + " archived(archived)",
          "tool_calls", "mission_time(mission_id timestamp), success(success), name(tool_name)",
          "decisions", "mission_time(mission_id timestamp), type(decision_type), agent(agent_name)",
          "playbook_runs", "mission(mission_id), name(playbook_name), success(success)",
          "agent_memory", "mission_key(mission_id key), expires(expires_at)",
          "session_narrative", "mission(mission_id session_num), phase(phase)",
          "domain_concepts", "mission(mission_id), concept(concept)",
          "domain_concerns", "mission(mission_id), concern(concern)",
          "trajectory", "mission(mission_id), phase(current_phase)",
          "artifacts", "mission_type(mission_id artifact_type), type(artifact_type), ref(ref)",
          "quality_gates", "mission(mission_id), status(status), name(gate_name)",
          "tasks", "parent(parent_id), status(status)",
          "roadmaps", "created(created_at)",
          "agent_sessions", "mission(mission_id), agent(agent_name)");

  @TempDir Path folder;
  private final List<Path> files = new ArrayList<>();

  @BeforeEach
  void make() {
    for (int version = 1; version <= 3; version++) {
      Path file = foreignStore(folder.resolve("v" + version + ".db"), version);
      // The rules are tried on rows of the test's own.
      Schemas.execute(file, "PRAGMA foreign_keys=ON; DELETE FROM missions");
      files.add(file);
    }
    files.add(folder.resolve("new.db"));
    files.forEach(file -> SqliteStore.open(file).close());
  }

  @Test
  void the_store_is_one_file_in_wal_mode_whose_user_version_is_the_schema_s() {
    for (Path file : files) {
      assertThat(Schemas.column(file, "PRAGMA journal_mode")).containsExactly("wal");
      assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("4");
      assertThat(Path.of(file + "-wal")).doesNotExist();
    }
  }

  @Test
  void the_tables_are_these() {
    TreeSet<String> names = new TreeSet<>(WITH_NUMBERED_ROWS.keySet());
    names.addAll(WITH_NAMED_ROWS.keySet());
    for (Path file : files) {
      assertThat(
              Schemas.column(
                  file,
                  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void the_columns_are_these_in_this_order_with_these_types_and_not_nulls() {
    for (Path file : files) {
      WITH_NUMBERED_ROWS.forEach(
          (table, columns) ->
              assertThat(columns(file, table))
                  .as("%s of %s", table, file)
                  .isEqualTo(
                      "id INTEGER, " + columns.replace("mission_id,", "mission_id INTEGER!,")));
      WITH_NAMED_ROWS.forEach(
          (table, columns) ->
              assertThat(columns(file, table)).as("%s of %s", table, file).isEqualTo(columns));
    }
  }

  @Test
  void an_id_is_a_number_that_is_never_given_twice_unless_said() {
    for (Path file : files) {
      for (String table : WITH_NUMBERED_ROWS.keySet()) {
        assertThat(keyOf(file, table)).containsExactly("id");
        assertThat(
                Schemas.column(file, "SELECT sql FROM sqlite_master WHERE name = '" + table + "'"))
            .singleElement()
            .asString()
            .contains("id INTEGER PRIMARY KEY AUTOINCREMENT");
      }
      assertThat(keyOf(file, "tasks")).containsExactly("id");
      assertThat(keyOf(file, "roadmaps")).containsExactly("id");
      assertThat(keyOf(file, "projection")).containsExactly("ledger_id");
    }
  }

  @Test
  void each_mission_id_refers_to_a_mission_and_goes_with_it() {
    for (Path file : files) {
      for (Map.Entry<String, String> table : WITH_NUMBERED_ROWS.entrySet()) {
        List<List<String>> keys = foreignKeys(file, table.getKey());
        if (table.getValue().startsWith("mission_id")) {
          assertThat(keys).containsExactly(List.of("mission_id", "missions", "id", "CASCADE"));
        } else {
          assertThat(keys).isEmpty();
        }
      }
      assertThat(foreignKeys(file, "tasks"))
          .containsExactly(List.of("parent_id", "tasks", "id", "CASCADE"));
    }
  }

  @Test
  void the_indexes_are_these() {
    for (Path file : files) {
      INDEXES.forEach(
          (table, indexes) -> {
            List<String> expected = new ArrayList<>();
            for (String index : indexes.split(", ", -1)) {
              expected.add("idx_" + table + "_" + index);
            }
            assertThat(
                    Schemas.column(
                        file,
                        "SELECT i.name || '(' || (SELECT group_concat(name, ' ') FROM"
                            + " pragma_index_info(i.name)) || ')' FROM pragma_index_list('"
                            + table
                            + "') i WHERE origin = 'c' AND NOT \"unique\" AND NOT partial"))
                .as("%s", file)
                .containsExactlyInAnyOrderElementsOf(expected);
          });
      assertThat(Schemas.column(file, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'idx_%'"))
          .containsExactly(
              "" + INDEXES.values().stream().mapToInt(i -> i.split(", ", -1).length).sum());
    }
  }

  @Test
  void what_must_be_unique_is_and_nothing_else() {
    for (Path file : files) {
      for (String table : WITH_NUMBERED_ROWS.keySet()) {
        List<String> unique =
            Schemas.column(
                file,
                "SELECT (SELECT group_concat(name, ' ') FROM pragma_index_info(i.name)) FROM"
                    + " pragma_index_list('"
                    + table
                    + "') i WHERE \"unique\"");
        assertThat(unique)
            .as(table)
            .isEqualTo(
                switch (table) {
                  case "missions" -> List.of("mission_uuid");
                  case "agent_memory" -> List.of("mission_id key");
                  case "session_narrative" -> List.of("mission_id session_num");
                  case "domain_concepts" -> List.of("mission_id concept");
                  case "domain_concerns" -> List.of("mission_id concern");
                  case "trajectory" -> List.of("mission_id");
                  default -> List.of();
                });
      }
    }
  }

  @Test
  void columns_that_are_not_given_have_these_values_at_first() {
    for (Path file : files) {
      run(file, mission("m"));
      run(file, "INSERT INTO tasks (id, description, created_at) VALUES ('t', '', '2025-11-20')");
      assertThat(
              Schemas.rows(
                  file,
                  "SELECT current_cost_usd, alert_threshold, api_version, archived,"
                      + " (SELECT status FROM tasks WHERE id = 't') FROM missions"))
          .containsExactly(List.of("0.0", "0.8", "agency.os/v1alpha1", "0", "pending"));
      for (String table : WITH_NUMBERED_ROWS.keySet()) {
        List<String> defaults =
            Schemas.column(
                file,
                "SELECT name FROM pragma_table_info('" + table + "') WHERE dflt_value IS NOT NULL");
        if (table.startsWith("missions")) {
          assertThat(defaults)
              .containsExactly("current_cost_usd", "alert_threshold", "api_version", "archived");
        } else {
          assertThat(defaults).as(table).isEmpty();
        }
      }
    }
  }

  @Test
  void a_mission_s_columns_take_what_is_said_and_nothing_else() {
    for (String table : List.of("missions", "missions_archive")) {
      assertAllows(
          table, "status", List.of("pending", "in_progress", "completed", "failed"), "archived");
      assertAllows(
          table,
          "phase",
          List.of("PLANNING", "CODING", "TESTING", "DEPLOYMENT", "MAINTENANCE"),
          "PRODUCTION");
      List<Object> subStates = new ArrayList<>();
      subStates.add(null);
      subStates.addAll(List.of("RESEARCH", "BUSINESS_VALIDATION", "FEATURE_SPECIFICATION"));
      assertAllows(table, "planning_sub_state", subStates, "CODING");
      assertAllows(table, "current_cost_usd", List.of(0, 0.01, 1e9), -0.01);
      assertAllows(table, "alert_threshold", List.of(0, 0.5, 1), 1.01);
      assertAllows(table, "alert_threshold", List.of(), -0.01);
    }
  }

  @Test
  void other_columns_take_what_is_said_and_nothing_else() {
    assertAllows("tool_calls", "success", List.of(0, 1), 2);
    List<Object> success = new ArrayList<>(List.of(0, 1));
    success.add(null);
    assertAllows("playbook_runs", "success", success, 2);
    assertAllows(
        "artifacts", "artifact_type", List.of("planning", "code", "test", "deployment"), "docs");
    assertAllows("quality_gates", "status", List.of("passed", "failed", "skipped"), "open");
    assertAllows(
        "tasks", "status", List.of("pending", "in_progress", "completed", "failed"), "done");
  }

  @Test
  void expires_at_is_timestamp_and_ttl_also_when_a_key_is_set_again() {
    for (Path file : files) {
      run(file, mission("m"));
      run(
          file,
          "INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl)"
              + " SELECT id, 'k', '1', '2025-11-20T10:00:00Z', 60 FROM missions");
      assertExpires(file, "2025-11-20T10:01:00");
      run(file, "UPDATE agent_memory SET ttl = 3600 WHERE key = 'k'");
      assertExpires(file, "2025-11-20T11:00:00");
      run(
          file,
          "INSERT INTO agent_memory (mission_id, key, value, timestamp, ttl)"
              + " SELECT id, 'k', '2', '2025-11-21T10:00:00Z', 5 FROM missions WHERE true"
              + " ON CONFLICT (mission_id, key) DO UPDATE SET value = excluded.value,"
              + " timestamp = excluded.timestamp, ttl = excluded.ttl");
      assertExpires(file, "2025-11-21T10:00:05");
      run(file, "UPDATE agent_memory SET ttl = NULL WHERE key = 'k'");
      assertThat(Schemas.rows(file, "SELECT 1 FROM agent_memory WHERE expires_at IS NULL"))
          .hasSize(1);
    }
  }

  @Test
  void active_missions_counts_what_those_under_way_have() {
    for (Path file : files) {
      for (String status : List.of("pending", "in_progress", "completed", "failed")) {
        run(file, mission(status) + "; UPDATE missions SET status = mission_uuid");
      }
      run(
          file,
          "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success)"
              + " SELECT id, 't', '{}', at, 1 FROM missions, (SELECT '1' AS at UNION SELECT '2')"
              + " WHERE status <> 'pending'");
      run(
          file,
          "INSERT INTO decisions (mission_id, decision_type, timestamp)"
              + " SELECT id, 'd', n FROM missions, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3)"
              + " WHERE status <> 'pending'");
      assertThat(
              Schemas.rows(
                  file,
                  "SELECT mission_uuid, tool_call_count, decision_count, last_tool_call_at"
                      + " FROM active_missions ORDER BY id"))
          .containsExactly(row("pending", "0", "0", null), row("in_progress", "2", "3", "2"));
    }
  }

  @Test
  void tool_usage_stats_has_a_row_a_tool() {
    for (Path file : files) {
      run(file, mission("m"));
      run(
          file,
          "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, duration_ms, success)"
              + " SELECT id, tool, '{}', 1, ms, ok FROM missions, (SELECT 'a' AS tool, 1 AS ms,"
              + " 1 AS ok UNION SELECT 'a', 4, 0 UNION SELECT 'b', NULL, 1)");
      assertThat(
              Schemas.rows(
                  file,
                  "SELECT tool_name, total_calls, successful_calls, avg_duration_ms,"
                      + " max_duration_ms FROM tool_usage_stats ORDER BY 1"))
          .containsExactly(row("a", "2", "1", "2.5", "4"), row("b", "1", "1", null, null));
    }
  }

  @Test
  void playbook_performance_has_a_row_a_playbook() {
    for (Path file : files) {
      run(file, mission("m"));
      run(
          file,
          "INSERT INTO playbook_runs (mission_id, playbook_name, started_at, completed_at, success)"
              + " SELECT id, 'p', '2025-11-20T10:00:00Z', e, ok FROM missions,"
              + " (SELECT '2025-11-20T10:00:01Z' AS e, 1 AS ok"
              + " UNION SELECT '2025-11-20T10:00:04Z', 0 UNION SELECT NULL, NULL)");
      List<List<String>> rows =
          Schemas.rows(
              file,
              "SELECT playbook_name, total_runs, successful_runs,"
                  + " abs(avg_duration_ms - 2500) < 2 FROM playbook_performance");
      assertThat(rows).containsExactly(row("p", "2", "1", "1"));
    }
  }

  @Test
  void a_task_goes_with_its_parent() {
    for (Path file : files) {
      run(
          file,
          "DELETE FROM tasks; INSERT INTO tasks (id, description, parent_id, created_at) VALUES"
              + " ('a', '', NULL, ''), ('b', '', 'a', ''), ('c', '', 'b', '')");
      run(file, "DELETE FROM tasks WHERE id = 'a'");
      assertThat(Schemas.rows(file, "SELECT * FROM tasks")).isEmpty();
    }
  }

  /** Whether a row takes each of the values, and not the other one. */
  private void assertAllows(String table, String column, List<?> values, Object other) {
    for (Path file : files) {
      run(file, "DELETE FROM " + table);
      if (!table.startsWith("missions") && !table.equals("tasks")) {
        run(file, "DELETE FROM missions; " + mission("m"));
      }
      run(file, row(table));
      for (Object value : values) {
        set(file, table, column, value);
      }
      assertThatThrownBy(() -> set(file, table, column, other))
          .as("%s.%s=%s", table, column, other)
          .hasMessageContaining("CHECK constraint failed: " + column);
    }
  }

  private static String row(String table) {
    return switch (table) {
      case "missions" -> mission("m");
      case "missions_archive" -> mission("m").replace("INTO missions", "INTO missions_archive");
      case "tool_calls" ->
          "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success)"
              + " SELECT id, 't', '{}', 'now', 1 FROM missions";
      case "playbook_runs" ->
          "INSERT INTO playbook_runs (mission_id, playbook_name, started_at)"
              + " SELECT id, 'p', 'now' FROM missions";
      case "artifacts" ->
          "INSERT INTO artifacts (mission_id, artifact_type, artifact_name, created_at)"
              + " SELECT id, 'code', 'a', 'now' FROM missions";
      case "quality_gates" ->
          "INSERT INTO quality_gates (mission_id, gate_name, status, timestamp)"
              + " SELECT id, 'g', 'passed', 'now' FROM missions";
      default -> "INSERT INTO tasks (id, description, created_at) VALUES ('t', '', 'now')";
    };
  }

  private static void set(Path file, String table, String column, Object value) {
    String text =
        value == null ? "NULL" : value instanceof Number ? value.toString() : "'" + value + "'";
    run(file, "UPDATE " + table + " SET " + column + " = " + text);
  }

  /** As other agents do, with foreign keys on; without waiting for the disk. */
  private static void run(Path file, String sql) {
    try (Connection connection = Schemas.connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys=ON");
      statement.execute("PRAGMA synchronous=OFF");
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void assertExpires(Path file, String time) {
    assertThat(Schemas.column(file, "SELECT expires_at FROM agent_memory WHERE key = 'k'"))
        .singleElement()
        .asString()
        .startsWith(time)
        .endsWith("Z");
  }

  private static String mission(String uuid) {
    return "INSERT INTO missions (mission_uuid, phase, status, created_at)"
        + " VALUES ('"
        + uuid
        + "', 'CODING', 'pending', '2025-11-20T10:00:00Z')";
  }

  private static String columns(Path file, String table) {
    return String.join(
        ", ",
        Schemas.column(
            file,
            "SELECT name || ' ' || type || CASE WHEN \"notnull\" THEN '!' ELSE '' END"
                + " FROM pragma_table_info('"
                + table
                + "') ORDER BY cid"));
  }

  private static List<String> keyOf(Path file, String table) {
    return Schemas.column(
        file, "SELECT name FROM pragma_table_info('" + table + "') WHERE pk ORDER BY pk");
  }

  private static List<List<String>> foreignKeys(Path file, String table) {
    return Schemas.rows(
        file,
        "SELECT \"from\", \"table\", \"to\", on_delete FROM pragma_foreign_key_list('"
            + table
            + "')");
  }

  private static List<String> row(String first, String... others) {
    List<String> row = new ArrayList<>();
    row.add(first);
    for (String other : others) {
      row.add(other);
    }
    return row;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
