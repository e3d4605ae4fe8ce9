package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckSchemaTest {
  @TempDir Path dir;
  private Path db;

  @BeforeEach
  void make() {
    db = dir.resolve("store.db");
    SqliteStore.open(db).close();
  }

  @Test
  void a_store_is_printed_and_clean() {
    CommandRun outcome = run("store", "check-schema", "--db", db);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains(
            "schema version: 4 (expected: 4)",
            "  table missions\n    id  INTEGER primary key\n    mission_uuid  TEXT not null\n",
            "    current_cost_usd  REAL default 0.0\n",
            "    foreign key mission_id to missions(id) on delete cascade\n",
            "    index idx_missions_budget (max_cost_usd, current_cost_usd)\n",
            "    unique (mission_id, key)\n",
            "    check status IN('passed','failed','skipped')\n",
            "  view active_missions\n",
            "  trigger recompute_memory_expiration on agent_memory\n",
            "  clean: like a new store, and sound\n");
  }

  @Test
  void what_differs_is_said_and_ends_with_1() throws Exception {
    execute("DROP INDEX idx_tasks_status; CREATE TABLE \"mi\nne\" (id INTEGER)");
    CommandRun outcome = run("store", "check-schema", "--db", db);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains(
            "  missing: index idx_tasks_status  expected=on tasks (status)\n",
            "  more: table mi\\u000ane  found=table\n")
        .doesNotContain("clean");
  }

  @Test
  void json_is_one_object_on_one_line() throws Exception {
    execute("DROP INDEX idx_tasks_status");
    CommandRun outcome = run("store", "check-schema", "--db", db, "--json");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out().lines()).hasSize(1);
    JsonNode tree = new ObjectMapper().readTree(outcome.out());
    assertThat(tree.at("/version").intValue()).isEqualTo(4);
    assertThat(tree.at("/clean").booleanValue()).isFalse();
    assertThat(tree.at("/tables")).hasSize(16);
    assertThat(tree.at("/tables/0/name").textValue()).isEqualTo("agent_memory");
    assertThat(tree.at("/tables/0/columns/1/not_null").booleanValue()).isTrue();
    assertThat(tree.at("/tables/0/foreign_keys/0/on_delete").textValue()).isEqualTo("CASCADE");
    assertThat(tree.at("/views")).hasSize(3);
    assertThat(tree.at("/findings")).isEmpty();
    assertThat(tree.at("/differences")).hasSize(1);
    assertThat(tree.at("/differences/0/kind").textValue()).isEqualTo("missing");
    assertThat(tree.at("/differences/0/object").textValue()).isEqualTo("index idx_tasks_status");
  }

  @Test
  void what_cannot_be_read_ends_with_2() throws Exception {
    assertThat(run("store", "check-schema", "--db", dir.resolve("none.db")).code()).isEqualTo(2);
    Path text = Files.writeString(dir.resolve("text.db"), "no database at all. ".repeat(100));
    CommandRun outcome = run("store", "check-schema", "--db", text);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("no SQLite database", text.toString());
    assertThat(run("store", "check-schema").code()).isEqualTo(2);
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
