package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
  @TempDir Path folder;

  @Test
  void a_database_of_version_1_ends_like_a_new_one_with_every_row() {
    assertMigrates(foreignStore(folder.resolve("s.db"), 1), 1);
  }

  @Test
  void a_database_of_version_2_ends_like_a_new_one_with_every_row() {
    assertMigrates(foreignStore(folder.resolve("s.db"), 2), 2);
  }

  @Test
  void a_database_of_version_3_ends_like_a_new_one_with_every_row() {
    assertMigrates(foreignStore(folder.resolve("s.db"), 3), 3);
  }

  @Test
  void the_reference_database_of_version_1_ends_like_a_new_one_with_every_row() throws Exception {
    assertMigrates(copyOf(SharedFolder.file("data/store-v1.db")), 1);
  }

  @Test
  void the_reference_database_of_version_2_ends_like_a_new_one_with_every_row() throws Exception {
    assertMigrates(copyOf(SharedFolder.file("data/store-v2.db")), 2);
  }

  @Test
  void a_database_of_version_2_with_later_tables_already_keeps_their_rows() {
    Path file = foreignStore(folder.resolve("s.db"), 2);
    Schemas.execute(
        file,
        "CREATE TABLE projection (ledger_id TEXT PRIMARY KEY, applied_seq INTEGER NOT NULL);"
            + "INSERT INTO projection VALUES ('ledger', 41)");
    assertMigrates(file, 2);
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.appliedSeq("ledger")).hasValue(41);
      assertThat(store.tasks().find("task-child")).isPresent();
    }
  }

  @Test
  void a_database_of_version_2_without_later_tables_gets_them() {
    Path file = foreignStore(folder.resolve("s.db"), 2);
    Schemas.execute(file, "DROP TABLE tasks");
    assertMigrates(file, 2);
  }

  @Test
  void a_database_of_version_2_with_a_later_column_keeps_it() {
    Path file = foreignStore(folder.resolve("s.db"), 2);
    Schemas.execute(
        file,
        "ALTER TABLE missions ADD COLUMN archived INTEGER DEFAULT 0;"
            + "UPDATE missions SET archived = 1 WHERE id = 2");
    assertMigrates(file, 2);
    assertThat(Schemas.column(file, "SELECT archived FROM missions ORDER BY id"))
        .containsExactly("0", "1");
  }

  @Test
  void what_a_newer_version_defines_is_filled_from_what_is_there() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    SqliteStore.open(file).close();
    assertThat(
            Schemas.rows(
                file,
                "SELECT id, owner, description, current_cost_usd, alert_threshold, api_version,"
                    + " archived FROM missions ORDER BY id"))
        .containsExactly(
            row("1", "agent@vibe.agency", "größe ✓", "0.0", "0.8", "agency.os/v1alpha1", "0"),
            row("4", null, null, "0.0", "0.8", "agency.os/v1alpha1", "0"),
            row("5", null, null, "0.0", "0.8", "agency.os/v1alpha1", "0"));
  }

  @Test
  void an_id_is_not_given_again_after_the_migration() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.missions().create(mission("next"))).isEqualTo(10);
    }
  }

  @Test
  void the_rows_of_a_mission_still_go_with_it() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.missions().delete("genesis")).isTrue();
      assertThat(store.toolCalls().ofMission(1, 10)).isEmpty();
      assertThat(store.toolCalls().ofMission(4, 10)).hasSize(1);
      assertFails(
          Category.CONSTRAINT, () -> store.toolCalls().insert(Fixtures.call(1, "late", T0)));
    }
    assertThat(Schemas.rows(file, "PRAGMA foreign_key_check")).isEmpty();
  }

  @Test
  void what_others_added_to_version_1_is_kept() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    Schemas.execute(
        file,
        """
        ALTER TABLE missions ADD COLUMN "my ""own"" notes" VARCHAR(20) DEFAULT 'none';
        ALTER TABLE missions ADD COLUMN owner TEXT;
        UPDATE missions SET "my ""own"" notes" = 'kept', owner = 'me' WHERE id = 4;
        CREATE TABLE log (mission_id INTEGER REFERENCES missions(id), words TEXT);
        CREATE INDEX mine ON missions(created_at, "my ""own"" notes");
        CREATE VIEW mine_too AS SELECT mission_uuid FROM missions WHERE phase = 'CODING';
        CREATE TRIGGER noting AFTER UPDATE OF status ON missions
        BEGIN INSERT INTO log VALUES (NEW.id, NEW.status); END;
        INSERT INTO log VALUES (1, 'first');
        """);
    SqliteStore.open(file).close();
    assertThat(Schemas.rows(file, "SELECT id, owner, \"my \"\"own\"\" notes\" FROM missions"))
        .containsExactly(row("1", null, "none"), row("4", "me", "kept"), row("5", null, "none"));
    assertThat(Schemas.column(file, "SELECT name FROM pragma_index_info('mine')"))
        .containsExactly("created_at", "my \"own\" notes");
    assertThat(Schemas.column(file, "SELECT * FROM mine_too")).containsExactly("bare");
    Schemas.execute(file, "UPDATE missions SET status = 'failed' WHERE id = 5");
    assertThat(Schemas.rows(file, "SELECT * FROM log"))
        .containsExactly(row("1", "first"), row("5", "failed"));
  }

  @Test
  void what_others_named_as_we_do_is_made_anew_where_it_differs() {
    Path file = foreignStore(folder.resolve("s.db"), 3);
    Schemas.execute(
        file,
        """
        DROP INDEX idx_tool_calls_name;
        CREATE INDEX idx_tool_calls_name ON tool_calls(tool_name, success);
        DROP INDEX idx_decisions_type;
        DROP VIEW tool_usage_stats;
        CREATE VIEW tool_usage_stats AS SELECT 1 AS one;
        """);
    assertMigrates(file, 3);
    Schemas.execute(
        file, "UPDATE agent_memory SET timestamp = '2025-11-20T12:00:00Z' WHERE ttl = 3600");
    assertThat(Schemas.column(file, "SELECT expires_at FROM agent_memory WHERE ttl = 3600"))
        .containsExactly("2025-11-20T13:00:00.000Z");
  }

  @Test
  void rows_whose_mission_was_gone_before_stay() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    Schemas.execute(
        file,
        "INSERT INTO decisions (mission_id, decision_type, timestamp) VALUES (77, 'lost', 'then')");
    assertMigrates(file, 1);
    assertThat(Schemas.rows(file, "PRAGMA foreign_key_check")).hasSize(1);
  }

  @Test
  void a_row_that_a_newer_version_forbids_stops_the_migration_and_nothing_is_changed() {
    Path file = foreignStore(folder.resolve("s.db"), 1);
    Schemas.execute(
        file,
        "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql ="
            + " replace(sql, '''MAINTENANCE''', '''MAINTENANCE'',''PRODUCTION''')");
    Schemas.execute(file, "UPDATE missions SET phase = 'PRODUCTION' WHERE id = 5");
    Map<String, List<List<String>>> before = Schemas.contents(file);
    assertFails(Category.CONSTRAINT, () -> SqliteStore.open(file))
        .hasMessageContainingAll("file=" + file, "version=1 to=2", "phase IN");
    assertThat(Schemas.contents(file)).isEqualTo(before);
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("1");
  }

  @Test
  void tables_that_cannot_all_be_made_are_made_none() {
    Path file = foreignStore(folder.resolve("s.db"), 3);
    Schemas.execute(file, "CREATE INDEX projection ON missions(owner)");
    Map<String, List<String>> before = Schemas.describe(file);
    assertFails(Category.CORRUPT, () -> SqliteStore.open(file))
        .hasMessageContainingAll("projection", "file=" + file, "version=3 to=4");
    assertThat(Schemas.describe(file)).isEqualTo(before);
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("3");
  }

  @Test
  void many_can_open_the_same_old_store_at_once() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path file = foreignStore(folder.resolve("at-once-" + round + ".db"), 1);
      CyclicBarrier start = new CyclicBarrier(4);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<Long>> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String uuid = "m" + i;
          made.add(
              threads.submit(
                  () -> {
                    start.await();
                    try (SqliteStore store = SqliteStore.open(file)) {
                      return store.missions().create(mission(uuid));
                    }
                  }));
        }
        for (Future<Long> one : made) {
          assertThat(one.get()).isGreaterThan(9);
        }
      } finally {
        threads.shutdown();
      }
      assertThat(Schemas.column(file, "SELECT count(*) FROM missions")).containsExactly("7");
    }
  }

  /** Migrates it, and compares its schema with a new one's and its rows with what was there. */
  private void assertMigrates(Path file, int version) {
    Map<String, List<List<String>>> before = Schemas.contents(file);
    List<List<String>> ids = Schemas.rows(file, "SELECT name, seq FROM sqlite_sequence");
    SqliteStore.open(file).close();
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("4");
    assertThat(Schemas.column(file, "PRAGMA integrity_check")).containsExactly("ok");
    Path made = folder.resolve("new.db");
    SqliteStore.open(made).close();
    assertThat(Schemas.describe(file)).isEqualTo(Schemas.describe(made));
    assertThat(Schemas.contents(file, before)).isEqualTo(before);
    assertThat(Schemas.rows(file, "SELECT name, seq FROM sqlite_sequence")).containsAll(ids);
    Path backup = Path.of(file + ".v" + version + ".bak");
    assertThat(Schemas.contents(backup)).isEqualTo(before);
    assertThat(Schemas.column(backup, "PRAGMA user_version")).containsExactly("" + version);
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, made, backup);
  }

  private static List<String> row(String... values) {
    List<String> row = new ArrayList<>();
    for (String value : values) {
      row.add(value);
    }
    return row;
  }

  private Path copyOf(Path file) throws IOException {
    Path copy = folder.resolve("copy.db");
    Files.write(copy, Files.readAllBytes(file));
    return copy;
  }
}
