package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.SchemaReport.Difference;
import io.tachograph.store.SchemaReport.Kind;
import io.tachograph.store.SchemaReport.Table;
import io.tachograph.store.StoreException.Category;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaReportTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("s.db");
  }

  @Test
  void a_new_store_is_clean_and_says_what_it_has() {
    SqliteStore.open(file).close();
    SchemaReport report = SchemaReport.of(file);
    assertThat(report.differences()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.version()).isEqualTo(4);
    assertThat(report.tables()).hasSize(16);
    assertThat(report.views())
        .extracting(SchemaReport.View::name)
        .containsExactly("active_missions", "playbook_performance", "tool_usage_stats");
    assertThat(report.triggers()).hasSize(2);
    Table gates = table(report, "quality_gates");
    assertThat(gates.columns())
        .extracting(SchemaReport.Column::name)
        .containsExactly("id", "mission_id", "gate_name", "status", "details", "timestamp");
    assertThat(gates.columns().get(1))
        .isEqualTo(new SchemaReport.Column("mission_id", "INTEGER", true, null, 0));
    assertThat(gates.indexes())
        .contains(
            new SchemaReport.Index("idx_quality_gates_name", List.of("gate_name"), false, false));
    assertThat(gates.foreignKeys())
        .containsExactly(new SchemaReport.ForeignKey("mission_id", "missions", "id", "CASCADE"));
    assertThat(gates.checks()).containsExactly("status IN('passed','failed','skipped')");
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void every_migrated_store_is_clean() {
    for (int version = 1; version <= 3; version++) {
      Path old = foreignStore(folder.resolve("v" + version + ".db"), version);
      SqliteStore.open(old).close();
      assertClean(old);
    }
  }

  @Test
  void the_reference_databases_are_clean_once_migrated() throws Exception {
    for (String name : List.of("store-v1.db", "store-v2.db")) {
      Path old = folder.resolve(name);
      Files.write(old, Files.readAllBytes(SharedFolder.file("data/" + name)));
      SqliteStore.open(old).close();
      assertClean(old);
    }
  }

  @Test
  void an_older_store_differs_in_its_version_and_what_that_lacks() throws Exception {
    foreignStore(file, 2);
    byte[] before = Files.readAllBytes(file);
    SchemaReport report = SchemaReport.of(file);
    assertThat(report.isClean()).isFalse();
    assertThat(report.differences())
        .contains(
            new Difference(Kind.DIFFERENT, "version", "4", "2"),
            new Difference(Kind.MISSING, "table roadmaps", "table", null),
            new Difference(Kind.MISSING, "column missions.archived", "INTEGER DEFAULT 0", null))
        .noneMatch(one -> one.object().contains("roadmaps."));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void what_is_missing_more_or_different_is_said() {
    SqliteStore.open(file).close();
    Schemas.execute(
        file,
        """
        DROP INDEX idx_tasks_status;
        DROP INDEX idx_tasks_parent;
        CREATE INDEX idx_tasks_parent ON tasks(parent_id, status);
        CREATE TABLE mine (id INTEGER);
        ALTER TABLE decisions ADD COLUMN mood TEXT;
        DROP TRIGGER compute_memory_expiration;
        DROP VIEW tool_usage_stats;
        CREATE VIEW tool_usage_stats AS SELECT 1 AS one;
        CREATE VIEW more AS SELECT 2 AS two;
        DROP TABLE roadmaps;
        CREATE TABLE roadmaps (
            id TEXT PRIMARY KEY,
            description TEXT NOT NULL,
            name TEXT,
            missions TEXT,
            created_at TEXT NOT NULL DEFAULT 'now',
            updated_at TEXT NOT NULL,
            metadata TEXT,
            CHECK (name <> 'CHECK (no)')
        );
        CREATE INDEX idx_roadmaps_created ON roadmaps(created_at);
        DROP TABLE agent_sessions;
        CREATE TABLE agent_sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, mission_id INTEGER NOT NULL,
            agent_name TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, handoff JSON,
            UNIQUE (agent_name), FOREIGN KEY (mission_id) REFERENCES missions(id)
        );
        """);
    assertThat(SchemaReport.of(file).differences())
        .extracting(one -> one.kind() + " " + one.object())
        .containsExactlyInAnyOrder(
            "MISSING index idx_tasks_status",
            "DIFFERENT index idx_tasks_parent",
            "MORE table mine",
            "MORE column decisions.mood",
            "MISSING trigger compute_memory_expiration",
            "DIFFERENT view tool_usage_stats",
            "MORE view more",
            "DIFFERENT column roadmaps.name",
            "DIFFERENT column roadmaps.created_at",
            "DIFFERENT column order of roadmaps",
            "MORE check roadmaps name<>'CHECK (no)'",
            "MORE unique agent_sessions (agent_name)",
            "DIFFERENT foreign key agent_sessions.mission_id",
            "MISSING index idx_agent_sessions_mission",
            "MISSING index idx_agent_sessions_agent");
  }

  @Test
  void what_is_damaged_is_said_whatever_the_size() throws Exception {
    SqliteStore.open(file).close();
    Schemas.execute(
        file,
        "INSERT INTO decisions (mission_id, decision_type, timestamp) VALUES (77, 'lost', '');"
            + "INSERT INTO tasks (id, description, created_at, result) VALUES ('t', '', '',"
            + " zeroblob("
            + Integrity.MAX_CHECKED_BYTES
            + "))");
    assertThat(SchemaReport.of(file).findings())
        .containsExactly("rows refer to missions that are not there: table=decisions rows=1");
    String page =
        Schemas.column(file, "SELECT rootpage FROM sqlite_master WHERE name = 'idx_decisions_type'")
            .get(0);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek((Long.parseLong(page) - 1) * 4096);
      raw.write(new byte[4096]);
    }
    SchemaReport report = SchemaReport.of(file);
    assertThat(report.isClean()).isFalse();
    assertThat(report.differences()).isEmpty();
    assertThat(report.findings())
        .anyMatch(finding -> finding.contains("malformed") || finding.contains("idx_decisions"))
        .anyMatch(finding -> finding.contains("table=decisions rows=1"));
  }

  @Test
  void what_is_no_database_is_refused() throws Exception {
    assertFails(Category.NOT_FOUND, () -> SchemaReport.of(file));
    Files.writeString(file, "this is text, and more than a header. ".repeat(50));
    assertFails(Category.NOT_A_DATABASE, () -> SchemaReport.of(file));
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void definitions_that_differ_in_comments_layout_and_case_are_the_same() {
    assertThat(
            SqlText.same(
                "CREATE VIEW v AS -- it's mine\nSELECT a , 'B -- c'\n FROM t",
                "create view V as select a,'B -- c' /* * */ from T"))
        .isTrue();
    assertThat(SqlText.same("SELECT 'a b'", "SELECT 'a  b'")).isFalse();
    assertThat(SqlText.same("SELECT 'a'", "SELECT 'A'")).isFalse();
    assertThat(SqlText.plain("/* never closed")).isEmpty();
    assertThat(SqlText.plain("'never closed")).isEqualTo("'never closed");
  }

  private static void assertClean(Path file) {
    SchemaReport report = SchemaReport.of(file);
    assertThat(report.differences()).as("%s", file).isEmpty();
    assertThat(report.findings()).as("%s", file).isEmpty();
    assertThat(report.isClean()).isTrue();
  }

  private static Table table(SchemaReport report, String name) {
    return report.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
