package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.foreignStore;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Size, room, and backups. */
class CareTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("store.db");
  }

  private static void fill(SqliteStore store, int calls) {
    store.apply(
        writer -> {
          long id = writer.missions().create(mission("m"));
          for (int i = 0; i < calls; i++) {
            writer.toolCalls().insert(call(id, "t" + i, after(i)));
          }
        });
  }

  @Test
  void stats_count_what_is_committed() {
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 30);
      StoreStats stats = store.stats();
      assertThat(stats.rows()).containsEntry("missions", 1L).containsEntry("tool_calls", 30L);
      assertThat(stats.rows()).containsEntry("decisions", 0L).doesNotContainKey("sqlite_sequence");
      assertThat(stats.schemaVersion()).isEqualTo(Schema.VERSION);
      assertThat(stats.logBytes()).isPositive();
      assertThat(stats.bytes()).isEqualTo(stats.fileBytes() + stats.logBytes());
      assertThat(stats.lastBackup()).isNull();
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      StoreStats stats = store.stats();
      assertThat(stats.logBytes()).isZero();
      assertThat(stats.fileBytes()).isEqualTo(stats.pages() * stats.pageBytes());
    }
  }

  @Test
  void stats_count_tables_of_any_name() {
    foreignStore(file);
    Schemas.execute(file, "CREATE TABLE \"it's \"\"one\"\"\" (a); ");
    Schemas.execute(file, "INSERT INTO \"it's \"\"one\"\"\" VALUES (1)");
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.stats().rows()).containsEntry("it's \"one\"", 1L);
    }
  }

  @Test
  void vacuum_gives_room_back_and_keeps_the_rest() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 5_000);
      store.missions().create(mission("kept"));
      store.missions().delete("m");
      assertThat(store.stats().freePages()).isPositive();
      SizeChange change = store.vacuum();
      assertThat(change.bytesAfter()).isLessThan(change.bytesBefore() / 2);
      assertThat(change.bytesAfter()).isEqualTo(Files.size(file));
      assertThat(store.stats().freePages()).isZero();
      assertThat(store.missions().newest(9)).extracting(Mission::uuid).containsExactly("kept");
      store.missions().create(mission("later"));
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertFails(Category.READ_ONLY, store::vacuum);
    }
  }

  @Test
  void a_backup_is_the_store_while_another_process_writes() throws Exception {
    Process process = ProcessesTest.start(file);
    try (BufferedReader printed = process.inputReader()) {
      printed.readLine();
      try (SqliteStore store = SqliteStore.openReadOnly(file)) {
        long before = -1;
        for (int i = 0; i < 5; i++) {
          long seq = Long.parseLong(printed.readLine());
          Path copy = folder.resolve("copy" + i);
          store.backup(copy);
          try (SqliteStore copied = SqliteStore.openReadOnly(copy)) {
            ProcessesTest.assertApplied(copied, seq);
            assertThat(copied.appliedSeq("ledger").orElseThrow()).isGreaterThanOrEqualTo(before);
            before = copied.appliedSeq("ledger").orElseThrow();
          }
        }
      }
    } finally {
      ProcessesTest.kill(process);
    }
    assertThat(filesIn(folder)).noneMatch(left -> left.toString().contains(".tmp"));
  }

  @Test
  void a_backup_can_be_written_to_like_any_store() {
    Path copy = folder.resolve("a%20?#'copy");
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 3);
      store.backup(copy);
    }
    try (SqliteStore store = SqliteStore.open(copy)) {
      store.missions().create(mission("new"));
      assertThat(store.toolCalls().newest(9)).hasSize(3);
    }
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, copy);
  }

  @Test
  void a_backup_overwrites_nothing_and_needs_its_folder() throws Exception {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 1);
      assertFails(Category.ALREADY_EXISTS, () -> store.backup(there))
          .hasMessageContaining("target=" + there);
      assertFails(Category.ALREADY_EXISTS, () -> store.backup(file));
      assertFails(Category.IO, () -> store.backup(folder.resolve("no/such/folder")));
    }
    assertThat(Files.readString(there)).isEqualTo("mine");
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, there);
  }

  @Test
  void a_damaged_store_gives_no_backup() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 2_000);
    }
    long length = Files.size(file);
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
        // Pages in the middle: the schema is read all the same.
        raw.seek(length / 2 / 4096 * 4096);
        raw.write(new byte[10 * 4096]);
      }
      assertFails(Category.CORRUPT, () -> store.backup(folder.resolve("copy")));
    }
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void the_last_seven_days_are_kept_and_nothing_else_is_touched() throws Exception {
    List<Path> others = new ArrayList<>();
    for (String name :
        List.of(
            "store.db.2026-13-40.bak",
            "store.db.2026-01-01.bak.txt",
            "xstore.db.2026-01-01.bak",
            "storexdb.2026-01-01.bak",
            "store.db.v2.bak",
            "store.db.2026-01-01.bak.0123456789abcdef.tmp2")) {
      others.add(Files.writeString(folder.resolve(name), "not ours"));
    }
    Path leftOver =
        Files.writeString(folder.resolve("store.db.2026-01-01.bak.0123456789abcdef.tmp"), "half");
    Path journal = Files.writeString(Path.of(leftOver + "-journal"), "half");
    KeptBackups backups = new KeptBackups(file);
    assertThat(backups.newest()).isNull();
    try (SqliteStore store = SqliteStore.open(file)) {
      fill(store, 1);
      for (int i = 0; i < 10; i++) {
        assertThat(backups.keep(store, DAY.plusDays(i))).isTrue();
        assertThat(backups.keep(store, DAY.plusDays(i))).isFalse();
      }
      assertThat(store.stats().lastBackup().day()).isEqualTo(DAY.plusDays(9));
    }
    assertThat(backups.list())
        .extracting(KeptBackups.Backup::day)
        .containsExactlyElementsOf(DAY.plusDays(3).datesUntil(DAY.plusDays(10)).toList());
    assertThat(others).allMatch(Files::exists);
    assertThat(leftOver).doesNotExist();
    assertThat(journal).doesNotExist();
    try (SqliteStore store = SqliteStore.openReadOnly(backups.newest().file())) {
      assertThat(store.toolCalls().newest(9)).hasSize(1);
    }
  }
}
