package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
      store.tasks().start("t", "new", null, Times.T0);
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
  void an_empty_file_becomes_a_store() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.db"));
    SqliteStore.open(file).close();
    assertThat(Schemas.column(file, "PRAGMA user_version")).containsExactly("2");
  }

  private void assertRefused(Path file, Category category, String... words) throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<Path> files = files();
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> (readOnly ? SqliteStore.openReadOnly(file) : SqliteStore.open(file)).close())
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.category()).isEqualTo(category))
          .hasMessageContainingAll(words);
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
      assertThat(files()).isEqualTo(files);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private Path copyOf(Path file) throws IOException {
    Path copy = folder.resolve("copy.db");
    Files.write(copy, Files.readAllBytes(file));
    return copy;
  }

  private Path fixture() throws IOException {
    Path file = folder.resolve("fixture.db");
    try (InputStream in = SchemaTest.class.getResourceAsStream("store-v2.sql")) {
      Schemas.execute(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return file;
  }
}
