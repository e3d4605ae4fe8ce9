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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("s.db");
  }

  @Test
  void a_store_that_is_not_there_is_not_created() {
    assertFails(Category.NOT_FOUND, () -> SqliteStore.openReadOnly(file))
        .hasMessageContaining("file=" + file);
    assertThat(filesIn(folder)).isEmpty();
  }

  @Test
  void nothing_is_written_through_it() {
    SqliteStore.open(file).close();
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertFails(Category.READ_ONLY, () -> store.missions().create(mission("m")))
          .hasMessageContaining("read-only");
      assertFails(Category.READ_ONLY, () -> store.apply(writer -> {}));
      assertFails(Category.READ_ONLY, () -> store.tasks().start("t", "", null, T0));
    }
  }

  @Test
  void a_closed_one_says_so() {
    SqliteStore.open(file).close();
    SqliteStore store = SqliteStore.openReadOnly(file);
    store.close();
    store.close();
    assertFails(Category.CLOSED, () -> store.missions().newest(1));
  }

  @Test
  void a_store_at_rest_is_read_without_a_file_made_or_touched() throws Exception {
    try (SqliteStore writing = SqliteStore.open(file)) {
      writing.missions().create(mission("m"));
    }
    assertReadsAndTouchesNothing(file, "m");
  }

  @Test
  void a_store_outside_of_wal_mode_is_read_without_a_file_made_or_touched() throws Exception {
    foreignStore(file);
    assertReadsAndTouchesNothing(file, "over-budget-1", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  }

  @Test
  void a_copy_of_an_open_store_is_read_without_a_file_made_or_touched() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("s.db");
    try (SqliteStore writing = SqliteStore.open(file)) {
      writing.missions().create(mission("m"));
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.copy(Path.of(file + suffix), Path.of(copy + suffix));
      }
    }
    assertReadsAndTouchesNothing(copy, "m");
  }

  @Test
  void a_copy_of_an_open_store_without_the_log_s_index_is_read_just_so() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("s.db");
    try (SqliteStore writing = SqliteStore.open(file)) {
      writing.missions().create(mission("m"));
      for (String suffix : List.of("", "-wal")) {
        Files.copy(Path.of(file + suffix), Path.of(copy + suffix));
      }
    }
    List<Path> temporary = temporaryCopies();
    assertReadsAndTouchesNothing(copy, "m");
    assertThat(temporaryCopies()).as("temporary copies are gone").isEqualTo(temporary);
  }

  @Test
  void what_a_writer_commits_is_seen_by_the_next_read() {
    try (SqliteStore writing = SqliteStore.open(file);
        SqliteStore reading = SqliteStore.openReadOnly(file)) {
      for (int i = 0; i < 20; i++) {
        writing.missions().create(mission("m" + i));
        assertThat(reading.missions().newest(1)).extracting(Mission::uuid).containsExactly("m" + i);
      }
    }
  }

  @Test
  void a_writer_that_comes_and_goes_is_noticed() {
    SqliteStore.open(file).close();
    try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
      for (int i = 0; i < 5; i++) {
        try (SqliteStore writing = SqliteStore.open(file)) {
          writing.missions().create(mission("live" + i));
          assertThat(reading.missions().newest(99)).hasSize(2 * i + 1);
          writing.missions().create(mission("last" + i));
        }
        assertThat(reading.missions().newest(99)).hasSize(2 * i + 2);
      }
    }
  }

  @Test
  void an_agent_that_writes_outside_of_wal_mode_is_noticed() {
    foreignStore(file);
    try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
      for (int i = 1; i < 5; i++) {
        Schemas.execute(
            file,
            "INSERT INTO tasks (id, description, created_at) VALUES (" + i + ", '', '2025-11-20')");
        assertThat(reading.tasks().newest(99)).hasSize(2 + i);
      }
      try (SqliteStore writing = SqliteStore.open(file)) {
        writing.tasks().start("t", "", null, T0);
        assertThat(reading.tasks().find("t")).as("switched to WAL mode meanwhile").isPresent();
      }
    }
  }

  @Test
  void a_store_that_was_switched_to_wal_mode_meanwhile_gets_no_log_from_reading() {
    foreignStore(file);
    try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
      SqliteStore.open(file).close();
      assertThat(reading.missions().newest(99)).hasSize(2);
      assertThat(filesIn(folder)).containsExactly(file, Path.of(file + ".v2.bak"));
    }
  }

  @Test
  void older_versions_are_read_as_if_they_were_of_this_one() throws Exception {
    for (int version = 1; version <= 3; version++) {
      Path store = foreignStore(folder.resolve("v" + version + ".db"), version);
      byte[] bytes = Files.readAllBytes(store);
      List<Path> files = filesIn(folder);
      try (SqliteStore reading = SqliteStore.openReadOnly(store)) {
        // The fixture of version 3 has one that is archived.
        assertThat(reading.missions().newest(99)).hasSize(4 - version);
        assertThat(reading.missions().archived(Page.first(99))).hasSize(version == 3 ? 1 : 0);
        Mission mission = reading.missions().find(1).orElseThrow();
        assertThat(mission.currentCostUsd()).isZero();
        assertThat(mission.apiVersion()).isEqualTo("agency.os/v1alpha1");
        assertThat(reading.toolCalls().ofMission(1, 99)).hasSize(version == 1 ? 1 : 2);
        assertThat(reading.decisions().ofMission(1, 99)).hasSize(1);
        assertThat(reading.tasks().newest(99)).hasSize(version == 1 ? 0 : 2);
        assertThat(reading.tasks().subtree("task-root")).hasSize(version == 1 ? 0 : 2);
        assertThat(reading.appliedSeq("ledger")).isEmpty();
      }
      assertThat(Files.readAllBytes(store)).isEqualTo(bytes);
      assertThat(filesIn(folder)).isEqualTo(files);
    }
  }

  @Test
  void an_older_version_that_is_migrated_meanwhile_is_read_as_what_it_is_now() {
    foreignStore(file, 1);
    try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
      assertThat(reading.missions().get("genesis").owner()).isNull();
      assertThat(reading.tasks().find("t")).isEmpty();
      try (SqliteStore writing = SqliteStore.open(file)) {
        writing.tasks().start("t", "", null, T0);
        assertThat(reading.tasks().find("t")).isPresent();
        assertThat(reading.missions().get("genesis").owner()).isEqualTo("agent@vibe.agency");
      }
    }
  }

  @Test
  void an_error_while_somebody_wrote_under_it_is_no_answer() {
    SqliteStore.open(file).close();
    try (Readers readers =
        new Readers(new StoreFile(file, SqliteStore.BUSY_TIMEOUT), session -> true)) {
      List<Integer> attempts = new ArrayList<>();
      int done =
          readers.read(
              session -> {
                attempts.add(attempts.size());
                if (attempts.size() > 1) {
                  return 1;
                }
                try (SqliteStore writing = SqliteStore.open(file)) {
                  writing.missions().create(mission("m"));
                }
                throw new StoreException(Category.CORRUPT, "pages of two moments");
              });
      assertThat(done).isEqualTo(1);
      assertThat(attempts).hasSize(2);
      assertFails(
          Category.CORRUPT,
          () ->
              readers.read(
                  session -> {
                    throw new StoreException(Category.CORRUPT, "of itself");
                  }));
    }
  }

  @Test
  void what_was_read_while_somebody_wrote_under_it_is_read_anew() throws Exception {
    SqliteStore.open(file).close();
    try (Readers readers =
        new Readers(new StoreFile(file, SqliteStore.BUSY_TIMEOUT), session -> true)) {
      List<Integer> attempts = new ArrayList<>();
      int seen =
          readers.read(
              session -> {
                attempts.add(attempts.size());
                if (attempts.size() == 1) {
                  try (SqliteStore writing = SqliteStore.open(file)) {
                    writing.missions().create(mission("m"));
                  }
                }
                return session
                    .list(new Sql("missions", "SELECT id FROM missions"), row -> 1)
                    .size();
              });
      assertThat(attempts).hasSize(2);
      assertThat(seen).isEqualTo(1);
    }
  }

  @Test
  void a_store_that_changes_under_every_read_is_busy() {
    SqliteStore.open(file).close();
    try (Readers readers =
        new Readers(new StoreFile(file, Duration.ofMillis(50)), session -> true)) {
      assertFails(
              Category.BUSY,
              () ->
                  readers.read(
                      session -> {
                        try (SqliteStore writing = SqliteStore.open(file)) {
                          return writing.missions().create(mission("m" + System.nanoTime()));
                        }
                      }))
          .hasMessageContaining("kept changing")
          .hasMessageContaining("attempts=");
    }
  }

  private void assertReadsAndTouchesNothing(Path store, String... uuids) throws IOException {
    List<Path> files = filesIn(store.getParent());
    byte[] bytes = Files.readAllBytes(store);
    Path log = Path.of(store + "-wal");
    byte[] logBytes = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
    try (SqliteStore reading = SqliteStore.openReadOnly(store)) {
      assertThat(reading.missions().newest(99)).extracting(Mission::uuid).containsExactly(uuids);
      assertThat(filesIn(store.getParent())).isEqualTo(files);
    }
    assertThat(filesIn(store.getParent())).isEqualTo(files);
    assertThat(Files.readAllBytes(store)).isEqualTo(bytes);
    assertThat(Files.exists(log) ? Files.readAllBytes(log) : new byte[0])
        .matches(after -> Arrays.equals(after, logBytes), "the log is as it was");
  }

  private static List<Path> temporaryCopies() {
    return filesIn(Path.of(System.getProperty("java.io.tmpdir"))).stream()
        .filter(path -> path.getFileName().toString().startsWith("tachograph-store"))
        .toList();
  }
}
