package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrityTest {
  private static final int PAGE_BYTES = 4096;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("s.db");
  }

  @Test
  void a_damaged_store_is_refused_unchanged() throws Exception {
    fill(0);
    damage();
    assertRefused();
  }

  @Test
  void a_damaged_store_of_an_older_version_is_refused_unchanged() throws Exception {
    for (int version = 1; version <= 3; version++) {
      Files.deleteIfExists(file);
      foreignStore(file, version);
      damage();
      assertRefused();
    }
  }

  @Test
  void a_store_cut_short_is_refused_unchanged() throws Exception {
    fill(0);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(raw.length() - PAGE_BYTES);
    }
    assertRefused();
  }

  @Test
  void a_row_that_an_index_does_not_know_is_found() throws Exception {
    fill(0);
    Schemas.execute(
        file,
        "PRAGMA writable_schema=ON; CREATE TABLE kept AS SELECT * FROM sqlite_master"
            + " WHERE name = 'idx_tool_calls_name';"
            + " DELETE FROM sqlite_master WHERE name = 'idx_tool_calls_name'");
    Schemas.execute(
        file,
        "DELETE FROM tool_calls; PRAGMA writable_schema=ON;"
            + " INSERT INTO sqlite_master SELECT * FROM kept");
    assertFails(Category.CORRUPT, () -> SqliteStore.open(file))
        .hasMessageContaining("idx_tool_calls_name");
  }

  @Test
  void of_a_large_store_only_the_cheap_part_is_checked() throws Exception {
    fill(Integrity.MAX_CHECKED_BYTES);
    damage();
    SqliteStore.openReadOnly(file).close();
    SqliteStore.open(file).close();
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(raw.length() - PAGE_BYTES);
    }
    assertRefused();
  }

  @Test
  void a_large_store_is_checked_in_whole_before_it_is_migrated() throws Exception {
    foreignStore(file, 3);
    Schemas.execute(
        file,
        "UPDATE decisions SET context = zeroblob("
            + Integrity.MAX_CHECKED_BYTES
            + ") WHERE id = 1");
    damage();
    byte[] before = Files.readAllBytes(file);
    assertFails(Category.CORRUPT, () -> SqliteStore.open(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(filesIn(folder)).containsExactly(file);
  }

  private void fill(long bytes) {
    try (SqliteStore store = SqliteStore.open(file)) {
      long id = store.missions().create(Fixtures.mission("m"));
      store.toolCalls().insert(Fixtures.call(id, "t", Fixtures.T0));
    }
    Schemas.execute(file, "UPDATE tool_calls SET error_message = zeroblob(" + bytes + ")");
  }

  /** The page of an index, which no open reads by itself. */
  private void damage() throws IOException {
    String page =
        Schemas.column(
                file,
                "SELECT rootpage FROM sqlite_master WHERE name = 'idx_tool_calls_mission_time'")
            .get(0);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek((Long.parseLong(page) - 1) * PAGE_BYTES);
      raw.write(new byte[PAGE_BYTES]);
    }
  }

  private void assertRefused() throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<Path> files = filesIn(folder);
    for (boolean readOnly : new boolean[] {false, true}) {
      assertFails(
              Category.CORRUPT,
              () -> (readOnly ? SqliteStore.openReadOnly(file) : SqliteStore.open(file)).close())
          .hasMessageContaining("file=" + file);
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
      assertThat(filesIn(folder)).isEqualTo(files);
    }
  }
}
