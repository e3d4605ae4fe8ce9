package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  @Test
  void a_new_database_has_the_schema_of_the_reference_database() throws Exception {
    Path reference = copyOf(SharedFolder.file("data/store-v2.db"));
    assertSchemaOf(reference);
  }

  @Test
  void a_new_database_has_the_schema_of_the_fixture() throws Exception {
    assertSchemaOf(fixture());
  }

  @Test
  void the_reference_database_opens_and_works() throws Exception {
    assertOpensAndWorks(copyOf(SharedFolder.file("data/store-v2.db")));
  }

  @Test
  void the_fixture_opens_and_works() throws Exception {
    assertOpensAndWorks(fixture());
  }

  private void assertSchemaOf(Path reference) {
    Path made = folder.resolve("made.db");
    SqliteStore.open(made).close();
    Map<String, List<String>> actual = new TreeMap<>(Schemas.describe(made));
    Map<String, List<String>> expected = new TreeMap<>(Schemas.describe(reference));
    assertThat(actual.remove("table projection"))
        .containsExactly(
            "column [0, ledger_id, TEXT, 0, null, 1]",
            "column [1, applied_seq, INTEGER, 1, null, 0]",
            "index [sqlite_autoindex_projection_1, 1, pk, 0][ledger_id]");
    if (!expected.containsKey("table tasks")) {
      actual.remove("table tasks");
    }
    assertThat(expected).hasSizeGreaterThanOrEqualTo(14);
    assertThat(actual).isEqualTo(expected);
    for (String name : expected.keySet()) {
      if (name.startsWith("table ")) {
        String table = name.substring("table ".length());
        assertThat(Schemas.checks(made, table)).isEqualTo(Schemas.checks(reference, table));
      }
    }
  }

  private static void assertOpensAndWorks(Path file) {
    List<List<String>> before = Schemas.rows(file, "SELECT * FROM missions");
    try (SqliteStore store = SqliteStore.open(file)) {
      Mission mission = store.missions().get("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
      assertThat(mission.phase()).isEqualTo(MissionPhase.CODING);
      assertThat(mission.metadata().at("/spec").isObject()).isTrue();
      assertThat(store.toolCalls().ofMission(mission.id(), 100)).isNotEmpty();
      assertThat(store.decisions().ofMission(mission.id(), 100)).isNotEmpty();
      store.tasks().start("t", "new", null, T0);
      store.apply(writer -> writer.projection().setAppliedSeq("ledger", 7));
      assertThat(store.tasks().find("t")).isPresent();
    }
    assertThat(Schemas.rows(file, "SELECT * FROM missions")).isEqualTo(before);
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("2");
  }

  @Test
  void a_newer_version_is_refused_unchanged() throws Exception {
    Path file = fixture();
    Schemas.execute(file, "PRAGMA user_version=3");
    assertRefused(file, Category.NEWER_VERSION, "version=3", "readable=2");
  }

  @Test
  void an_older_version_is_refused_unchanged() throws Exception {
    Path file = fixture();
    Schemas.execute(file, "PRAGMA user_version=1");
    assertRefused(file, Category.UNSUPPORTED_VERSION, "version=1", "readable=2");
  }

  @Test
  void the_reference_database_of_version_1_is_refused_unchanged() throws Exception {
    Path file = copyOf(SharedFolder.file("data/store-v1.db"));
    assertRefused(file, Category.UNSUPPORTED_VERSION, "version=1", "readable=2");
  }

  @Test
  void another_application_s_database_is_refused_unchanged() throws Exception {
    Path file = folder.resolve("other.db");
    Schemas.execute(file, "CREATE TABLE ledger_events (id INTEGER)");
    assertRefused(file, Category.NOT_A_DATABASE, "no mission store");
    Schemas.execute(file, "PRAGMA user_version=2");
    assertRefused(file, Category.NOT_A_DATABASE, "missing=agent_memory,artifacts,");
  }

  @Test
  void a_file_that_is_no_database_is_refused_unchanged() throws Exception {
    Path file = folder.resolve("text.db");
    Files.writeString(
        file, "this is text, and more than the hundred bytes of a header. ".repeat(20));
    assertRefused(file, Category.NOT_A_DATABASE, "no SQLite database", file.toString());
  }

  @Test
  void a_newer_version_that_only_the_log_of_a_crash_knows_is_refused_unchanged() throws Exception {
    Path live = Files.createDirectory(folder.resolve("live")).resolve("s.db");
    Path file = folder.resolve("s.db");
    SqliteStore.open(live).close();
    try (Connection connection = Schemas.connect(live);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version=3");
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.copy(Path.of(live + suffix), Path.of(file + suffix));
      }
    }
    Files.delete(live);
    Files.delete(live.getParent());
    assertRefused(file, Category.NEWER_VERSION, "version=3", "readable=2");
  }

  @Test
  void a_file_that_a_crash_left_before_its_schema_becomes_a_store() throws Exception {
    Path file = folder.resolve("begun.db");
    Schemas.execute(file, "PRAGMA journal_mode=WAL");
    assertFails(Category.NOT_A_DATABASE, () -> SqliteStore.openReadOnly(file))
        .hasMessageContaining("empty");
    assertOpensEmpty(file);
  }

  @Test
  void a_database_left_amid_a_transaction_outside_of_wal_mode_is_recovered() throws Exception {
    Path live = Files.createDirectory(folder.resolve("live")).resolve("s.db");
    Path file = folder.resolve("s.db");
    foreignStore(live);
    try (Connection connection = Schemas.connect(live);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size=1");
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
              + " INSERT INTO domain_concepts (mission_id, concept, timestamp)"
              + " SELECT 1, hex(randomblob(99)), i FROM n");
      for (String suffix : List.of("", "-journal")) {
        Files.copy(Path.of(live + suffix), Path.of(file + suffix));
      }
    }
    assertOpensAndWorks(file);
    assertThat(Schemas.column(file, "SELECT count(*) FROM domain_concepts")).containsExactly("0");
  }

  @Test
  void a_store_without_the_tables_that_run_ahead_gets_them_when_opened_to_write() {
    Path file = fixture();
    Schemas.execute(file, "DROP TABLE tasks");
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.tasks().newest(10)).isEmpty();
      assertThat(store.tasks().find("t")).isEmpty();
      assertThat(store.tasks().subtree("t")).isEmpty();
      assertThat(store.appliedSeq("ledger")).isEmpty();
    }
    assertOpensAndWorks(file);
  }

  @Test
  void tables_that_cannot_all_be_made_are_made_none() {
    Path file = fixture();
    Schemas.execute(file, "DROP TABLE tasks; CREATE INDEX projection ON missions(owner)");
    assertFails(Category.CORRUPT, () -> SqliteStore.open(file))
        .hasMessageContaining("projection")
        .hasMessageContaining("file=" + file);
    assertThat(Schemas.describe(file)).doesNotContainKey("table tasks").hasSize(14);
  }

  @Test
  void opening_twice_keeps_what_the_tables_that_run_ahead_hold() {
    Path file = fixture();
    assertOpensAndWorks(file);
    assertOpensAndWorks(file);
    assertThat(Schemas.column(file, "SELECT id FROM tasks ORDER BY id"))
        .containsExactly("t", "task-child", "task-root");
  }

  @Test
  void many_can_create_the_same_store_at_once() throws Exception {
    for (int round = 0; round < 10; round++) {
      Path file = folder.resolve("at-once-" + round + ".db");
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
                      return store.missions().create(Fixtures.mission(uuid));
                    }
                  }));
        }
        for (Future<Long> one : made) {
          assertThat(one.get()).isPositive();
        }
      } finally {
        threads.shutdown();
      }
      assertThat(Schemas.column(file, "SELECT count(*) FROM missions")).containsExactly("4");
    }
  }

  @Test
  void names_with_special_characters_work() {
    Path file = folder.resolve("a b%20?mode=memory#ä'.db");
    assertOpensEmpty(file);
    assertThat(file).isRegularFile();
    SqliteStore.openReadOnly(file).close();
  }

  @Test
  void a_folder_in_place_of_the_file_is_refused() throws Exception {
    Path file = Files.createDirectory(folder.resolve("folder.db"));
    assertFails(Category.IO, () -> SqliteStore.open(file)).hasMessageContaining(file.toString());
    assertFails(Category.IO, () -> SqliteStore.openReadOnly(file));
  }

  @Test
  void a_folder_that_cannot_be_created_is_refused() throws Exception {
    Path file = Files.createFile(folder.resolve("file")).resolve("s.db");
    assertFails(Category.IO, () -> SqliteStore.open(file))
        .hasMessageContaining("folder=" + file.getParent());
  }

  private static void assertOpensEmpty(Path file) {
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.missions().newest(10)).isEmpty();
      store.missions().create(Fixtures.mission("m"));
    }
  }

  @Test
  void an_empty_file_becomes_a_store() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.db"));
    SqliteStore.open(file).close();
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("2");
  }

  private void assertRefused(Path file, Category category, String... words) throws IOException {
    Map<Path, Long> before = contents();
    for (boolean readOnly : new boolean[] {false, true}) {
      assertFails(
              category,
              () -> (readOnly ? SqliteStore.openReadOnly(file) : SqliteStore.open(file)).close())
          .hasMessageContainingAll(words);
      assertThat(contents()).isEqualTo(before);
    }
  }

  /** The files there with a checksum each; of the log's index, which is a cache, the name alone. */
  private Map<Path, Long> contents() throws IOException {
    Map<Path, Long> contents = new TreeMap<>();
    for (Path file : filesIn(folder)) {
      CRC32 checksum = new CRC32();
      if (!file.toString().endsWith("-shm")) {
        checksum.update(Files.readAllBytes(file));
      }
      contents.put(file, checksum.getValue());
    }
    return contents;
  }

  private Path copyOf(Path file) throws IOException {
    Path copy = folder.resolve("copy.db");
    Files.write(copy, Files.readAllBytes(file));
    return copy;
  }

  private Path fixture() {
    return foreignStore(folder.resolve("fixture.db"));
  }
}
