package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
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
  void a_newer_version_is_refused_unchanged() throws Exception {
    Path file = fixture();
    Schemas.execute(file, "PRAGMA user_version=5");
    assertRefused(file, Category.NEWER_VERSION, "version=5", "readable=4");
  }

  @Test
  void another_application_s_database_is_refused_unchanged() throws Exception {
    Path file = folder.resolve("other.db");
    Schemas.execute(file, "CREATE TABLE ledger_events (id INTEGER)");
    assertRefused(file, Category.NOT_A_DATABASE, "no mission store");
    Schemas.execute(file, "PRAGMA user_version=1");
    assertRefused(file, Category.NOT_A_DATABASE, "missing=agent_memory,decisions,missions,");
    Schemas.execute(file, "PRAGMA user_version=-1");
    assertRefused(file, Category.NOT_A_DATABASE, "no mission store");
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
      statement.execute("PRAGMA user_version=5");
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.copy(Path.of(live + suffix), Path.of(file + suffix));
      }
    }
    Files.delete(live);
    Files.delete(live.getParent());
    assertRefused(file, Category.NEWER_VERSION, "version=5", "readable=4");
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
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.missions().newest(10)).hasSize(2);
    }
    assertThat(Schemas.column(file, "SELECT count(*) FROM domain_concepts")).containsExactly("0");
  }

  @Test
  void a_store_that_lacks_a_table_of_its_version_is_refused_unchanged() throws Exception {
    for (int version = 1; version <= 4; version++) {
      Path file = folder.resolve("v" + version + ".db");
      if (version == 4) {
        SqliteStore.open(file).close();
      } else {
        foreignStore(file, version);
      }
      String lost =
          List.of("tool_calls", "quality_gates", "roadmaps", "projection").get(version - 1);
      Schemas.execute(file, "DROP TABLE " + lost);
      assertRefused(file, Category.NOT_A_DATABASE, "version=" + version, "missing=" + lost);
      Files.delete(file);
    }
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
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("4");
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

  private Path fixture() {
    return foreignStore(folder.resolve("fixture.db"));
  }
}
