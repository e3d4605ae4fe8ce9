package io.tachograph.store.oldledger;

import static io.tachograph.store.oldledger.OldLedgers.breaks;
import static io.tachograph.store.oldledger.OldLedgers.copy;
import static io.tachograph.store.oldledger.OldLedgers.execute;
import static io.tachograph.store.oldledger.OldLedgers.make;
import static io.tachograph.store.oldledger.OldLedgers.read;
import static io.tachograph.store.oldledger.OldLedgers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.SharedFolder;
import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import io.tachograph.store.oldledger.ChainBreak.Finding;
import io.tachograph.store.oldledger.ChainSummary.Chain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OldLedgerTest {
  private static final int ROWS = 12;

  @TempDir Path folder;

  private Path ledger() {
    return make(folder.resolve("old.db"), rows(ROWS));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Category category, Path file) {
    return assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.category()).as("%s", e).isEqualTo(category))
        .hasMessageContaining("file=" + file);
  }

  private static Map<String, String> look(Path folder) throws Exception {
    Map<String, String> look = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        look.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file),
            HexFormat.of().formatHex(RowHash.sha256().digest(Files.readAllBytes(file))));
      }
    }
    return look;
  }

  @Test
  void every_column_of_every_row_is_read_as_it_stands() {
    assertThat(read(ledger()).stream().map(row -> row.row().columns()).toList())
        .isEqualTo(rows(ROWS))
        .allSatisfy(row -> assertThat(row.keySet()).containsExactlyElementsOf(OldLedgers.COLUMNS));
  }

  @Test
  void numbers_keep_their_type_and_are_hashed_as_numbers() {
    List<Map<String, Object>> rows = rows(3);
    rows.get(0).put("timestamp", 1.7e9);
    rows.get(1).put("task_id", 7L);
    rows.get(1).put("agent_id", 1L << 40);
    rows.get(2).put("result", Double.POSITIVE_INFINITY);
    rows.get(2).put("error", -0.0);
    OldLedgers.seal(rows);
    Path file = make(folder.resolve("numbers.db"), rows);
    assertThat(read(file).stream().map(row -> row.row().columns()).toList()).isEqualTo(rows);
    assertThat(breaks(file)).isEmpty();
  }

  @Test
  void what_it_holds_is_summed_up() {
    List<Map<String, Object>> rows = rows(ROWS);
    try (OldLedger ledger = OldLedger.open(ledger())) {
      ChainSummary summary = ChainSummary.of(ledger, row -> {});
      assertThat(ledger.isSealed()).isTrue();
      assertThat(summary.chain()).isEqualTo(Chain.VERIFIED);
      assertThat(summary.rows()).isEqualTo(ROWS);
      assertThat(summary.first()).isEqualTo(new ChainSummary.End(1, "2025-11-20T19:50:01.948027"));
      assertThat(summary.last()).isEqualTo(new ChainSummary.End(12, "2025-11-20T19:50:12.948027"));
      assertThat(summary.headHash()).isEqualTo(rows.get(ROWS - 1).get("current_hash"));
      assertThat(summary.breaks()).isEmpty();
    }
  }

  @Test
  void rows_that_are_gone_at_the_end_show_where_sqlite_counts_the_ids() {
    Path file = ledger();
    try (OldLedger ledger = OldLedger.open(file)) {
      assertThat(ChainSummary.of(ledger, row -> {}).lacksEnd()).isFalse();
    }
    String columns = String.join(", ", OldLedgers.COLUMNS.subList(1, OldLedgers.COLUMNS.size()));
    execute(
        file,
        "ALTER TABLE ledger_events RENAME TO before",
        "CREATE TABLE ledger_events (id INTEGER PRIMARY KEY AUTOINCREMENT, " + columns + ")",
        "INSERT INTO ledger_events SELECT * FROM before");
    try (OldLedger ledger = OldLedger.open(file)) {
      assertThat(ChainSummary.of(ledger, row -> {}).lacksEnd()).isFalse();
    }
    execute(file, "DELETE FROM ledger_events WHERE id > 10");
    try (OldLedger ledger = OldLedger.open(file)) {
      ChainSummary summary = ChainSummary.of(ledger, row -> {});
      assertThat(summary.chain()).isEqualTo(Chain.VERIFIED);
      assertThat(summary.highestIdGiven()).isEqualTo(ROWS);
      assertThat(summary.lacksEnd()).isTrue();
    }
  }

  @Test
  void a_ledger_without_rows_is_whole() {
    Path file = ledger();
    execute(file, "DELETE FROM ledger_events");
    try (OldLedger ledger = OldLedger.open(file)) {
      ChainSummary summary = ChainSummary.of(ledger, row -> {});
      assertThat(summary.chain()).isEqualTo(Chain.VERIFIED);
      assertThat(summary.rows()).isZero();
      assertThat(summary.first()).isNull();
    }
  }

  @Test
  void times_are_utc_where_they_say_nothing_else() {
    List<Map<String, Object>> rows = rows(5);
    rows.get(1).put("timestamp", "2025-11-20 10:00:00");
    rows.get(2).put("timestamp", "2025-11-20T10:00:00.5+02:00");
    rows.get(3).put("timestamp", "yesterday");
    rows.get(4).put("timestamp", 12L);
    List<VerifiedRow> read = read(make(folder.resolve("times.db"), OldLedgers.seal(rows)));
    assertThat(read.stream().map(row -> String.valueOf(row.row().time())))
        .containsExactly(
            "2025-11-20T19:50:01.948027Z",
            "2025-11-20T10:00:00Z",
            "2025-11-20T08:00:00.500Z",
            "null",
            "null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"timestamp", "event_type", "task_id", "agent_id", "payload", "result", "error"})
  void a_changed_hashed_column_is_found_at_its_row_and_nowhere_else(String column) {
    for (int row : new int[] {1, 6, ROWS}) {
      Path file = folder.resolve(column + row + ".db");
      make(file, rows(ROWS));
      execute(
          file,
          "UPDATE ledger_events SET "
              + column
              + " = coalesce("
              + column
              + ", '') || ' '"
              + " WHERE id = "
              + row);
      assertThat(breaks(file))
          .singleElement()
          .satisfies(
              broken -> {
                assertThat(broken.rowId()).isEqualTo(row);
                assertThat(broken.finding()).isEqualTo(Finding.HASH_MISMATCH);
                assertThat(broken.column()).isNull();
                assertThat(broken.stored()).isEqualTo(rows(ROWS).get(row - 1).get("current_hash"));
                assertThat(broken.computed()).hasSize(64).isNotEqualTo(broken.stored());
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"current_hash, 6", "current_hash, 1", "previous_hash, 6", "previous_hash, 1"})
  void a_changed_hash_is_found_at_its_row_and_told(String column, int row) {
    Path file = ledger();
    String original = (String) rows(ROWS).get(row - 1).get(column);
    String changed = (original.charAt(0) == 'a' ? "b" : "a") + original.substring(1);
    execute(file, "UPDATE ledger_events SET " + column + " = '" + changed + "' WHERE id = " + row);
    assertThat(breaks(file))
        .singleElement()
        .satisfies(
            broken -> {
              assertThat(broken.rowId()).isEqualTo(row);
              assertThat(broken.column()).isNotNull();
              assertThat(broken.column().text()).isEqualTo(column);
              assertThat(broken.stored()).isEqualTo(changed);
              assertThat(broken.computed()).isEqualTo(original);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE FROM ledger_events WHERE id = 1, 2",
    "DELETE FROM ledger_events WHERE id = 6, 7",
    "DELETE FROM ledger_events WHERE id BETWEEN 4 AND 9, 10",
    "UPDATE ledger_events SET id = 99 WHERE id = 12, none",
    "UPDATE ledger_events SET id = 99 WHERE id = 11, 12;99",
    "UPDATE ledger_events SET current_hash = null WHERE id = 5, 5",
    "UPDATE ledger_events SET previous_hash = null WHERE id = 5, 5",
    "UPDATE ledger_events SET current_hash = upper(current_hash) WHERE id = 5, 5",
    "UPDATE ledger_events SET payload = CAST(payload AS BLOB) WHERE id = 5, 5",
    "UPDATE ledger_events SET payload = CAST(x'7b22ff227d' AS TEXT) WHERE id = 5, 5"
  })
  void rows_that_are_gone_moved_or_spoilt_are_found(String sql, String found) {
    Path file = ledger();
    execute(file, sql);
    List<String> at = breaks(file).stream().map(broken -> String.valueOf(broken.rowId())).toList();
    assertThat(at).isEqualTo(found.equals("none") ? List.of() : List.of(found.split(";", -1)));
  }

  @Test
  void a_row_that_was_forged_with_its_hash_is_found_at_the_next() {
    List<Map<String, Object>> rows = rows(ROWS);
    Map<String, Object> forged = rows.get(4);
    forged.put("agent_id", "somebody else");
    forged.put(
        "current_hash",
        RowHash.of(new OldLedgerRow(5, forged), (String) forged.get("previous_hash")));
    assertThat(breaks(make(folder.resolve("forged.db"), rows)))
        .singleElement()
        .satisfies(
            broken -> {
              assertThat(broken.rowId()).isEqualTo(6);
              assertThat(broken.finding()).isEqualTo(Finding.LINK_MISMATCH);
              assertThat(broken.computed()).isEqualTo(forged.get("current_hash"));
            });
  }

  @Test
  void breaks_are_counted_beyond_those_that_are_kept() {
    Path file = make(folder.resolve("many.db"), rows(300));
    execute(file, "UPDATE ledger_events SET agent_id = 'x' WHERE id % 2 = 0");
    try (OldLedger ledger = OldLedger.open(file)) {
      ChainSummary summary = ChainSummary.of(ledger, row -> {});
      assertThat(summary.chain()).isEqualTo(Chain.BROKEN);
      assertThat(summary.breakCount()).isEqualTo(150);
      assertThat(summary.breaks()).hasSize(ChainSummary.MAX_BREAKS);
    }
  }

  @Test
  void values_that_are_no_text_are_kept_byte_by_byte() {
    Path file = ledger();
    execute(
        file,
        "UPDATE ledger_events SET details = x'00ff' WHERE id = 1",
        "UPDATE ledger_events SET details = CAST(x'41ff' AS TEXT) WHERE id = 2",
        "UPDATE ledger_events SET details = 'a\ufffdb' WHERE id = 3");
    List<VerifiedRow> rows = read(file);
    assertThat(rows.get(0).row().columns()).containsEntry("details", bytes("AP8=", false));
    assertThat(rows.get(1).row().columns()).containsEntry("details", bytes("Qf8=", true));
    assertThat(rows.get(2).row().columns()).containsEntry("details", "a\ufffdb");
  }

  private static UndecodedBytes bytes(String base64, boolean isText) {
    return new UndecodedBytes(base64, isText);
  }

  @Test
  void the_ledgers_of_the_oldest_writers_have_no_hashes() {
    List<Map<String, Object>> rows = rows(ROWS);
    rows.forEach(row -> row.keySet().removeAll(List.of("current_hash", "previous_hash")));
    Path file = make(folder.resolve("unsealed.db"), rows);
    execute(file, "UPDATE ledger_events SET agent_id = 'x' WHERE id = 3");
    try (OldLedger ledger = OldLedger.open(file)) {
      ChainSummary summary = ChainSummary.of(ledger, row -> assertThat(row.broken()).isNull());
      assertThat(summary.chain()).isEqualTo(Chain.UNSEALED);
      assertThat(summary.rows()).isEqualTo(ROWS);
      assertThat(summary.headHash()).isNull();
    }
  }

  @Test
  void what_is_no_ledger_is_refused() throws Exception {
    assertRefused(Category.NOT_FOUND, folder.resolve("nowhere.db"));
    assertRefused(Category.IO, folder);
    Path text = Files.writeString(folder.resolve("text.db"), "no database at all\n".repeat(100));
    assertRefused(Category.NOT_A_DATABASE, text);
    Path empty = Files.createFile(folder.resolve("empty.db"));
    assertRefused(Category.NOT_A_DATABASE, empty).hasMessageContaining("no table ledger_events");
    Path other = folder.resolve("other.db");
    execute(other, "CREATE TABLE missions (id INTEGER PRIMARY KEY)");
    assertRefused(Category.NOT_A_DATABASE, other).hasMessageContaining("no table ledger_events");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "payload", "details", "current_hash", "previous_hash"})
  void a_table_that_lacks_a_column_is_refused(String missing) {
    List<Map<String, Object>> rows = rows(2);
    rows.forEach(row -> row.remove(missing));
    assertRefused(Category.CORRUPT, make(folder.resolve("lacks.db"), rows))
        .hasMessageContaining("missing=" + missing);
  }

  @Test
  void rows_without_an_order_are_refused() {
    Path file = folder.resolve("unordered.db");
    String columns = String.join(", ", OldLedgers.COLUMNS);
    execute(
        file,
        "CREATE TABLE ledger_events (" + columns + ")",
        "INSERT INTO ledger_events (id) VALUES (1), (2), (2)");
    assertRefused(Category.CORRUPT, file).hasMessageContaining("column=id value=2");
    execute(file, "DELETE FROM ledger_events", "INSERT INTO ledger_events (id) VALUES ('x')");
    assertRefused(Category.CORRUPT, file).hasMessageContaining("column=id value=x");
  }

  @Test
  void a_row_that_no_event_holds_is_refused_by_its_id() {
    Path file = ledger();
    execute(file, "UPDATE ledger_events SET payload = zeroblob(20000000) WHERE id = 7");
    assertRefused(Category.CORRUPT, file)
        .hasMessageContaining("longer than an event can be")
        .hasMessageContaining("row=7");
  }

  @Test
  void a_damaged_file_is_refused() throws Exception {
    Path file = make(folder.resolve("big.db"), rows(1_000));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(Category.CORRUPT, file).hasMessageContaining("damaged");
  }

  @Test
  void reading_changes_nothing_in_the_folder() throws Exception {
    Path file = ledger();
    execute(file, "PRAGMA journal_mode = WAL");
    Map<String, String> before = look(folder);
    assertThat(before).hasSize(1);
    read(file);
    assertThat(look(folder)).isEqualTo(before);
  }

  @Test
  void what_a_killed_writer_left_in_its_log_is_read_too() throws Exception {
    Path file = ledger();
    Path left = Files.createDirectory(folder.resolve("left"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.executeUpdate("DELETE FROM ledger_events WHERE id > 9");
      copy(file, left.resolve("old.db"));
      copy(folder.resolve("old.db-wal"), left.resolve("old.db-wal"));
    }
    Map<String, String> before = look(left);
    Path copied = left.resolve("old.db");
    assertThat(read(copied)).hasSize(9);
    try (OldLedger ledger = OldLedger.open(copied)) {
      assertThat(ledger.logSha256()).isEqualTo(LedgerFile.sha256(left.resolve("old.db-wal")));
    }
    assertThat(look(left)).isEqualTo(before);
  }

  @Test
  void what_a_killed_writer_left_in_its_journal_is_undone() throws Exception {
    Path file = make(folder.resolve("old.db"), rows(400));
    Path left = Files.createDirectory(folder.resolve("left"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("BEGIN IMMEDIATE");
      statement.executeUpdate("UPDATE ledger_events SET agent_id = 'x'");
      copy(file, left.resolve("old.db"));
      copy(folder.resolve("old.db-journal"), left.resolve("old.db-journal"));
      statement.execute("ROLLBACK");
    }
    assertThat(LedgerFile.sha256(left.resolve("old.db"))).isNotEqualTo(LedgerFile.sha256(file));
    assertThat(breaks(left.resolve("old.db"))).isEmpty();
  }

  @Test
  void a_file_that_is_written_to_meanwhile_is_said() throws Exception {
    Path file = ledger();
    try (OldLedger ledger = OldLedger.open(file)) {
      ledger.requireUnchanged();
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertThatThrownBy(ledger::requireUnchanged)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.category()).isEqualTo(Category.BUSY));
    }
  }

  @Test
  void no_flipped_byte_passes_for_what_was_hashed() throws Exception {
    long seed = Long.getLong("tachograph.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = ledger();
    byte[] bytes = Files.readAllBytes(file);
    List<Map<String, Object>> hashed = hashed(file);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      int offset = random.nextInt(bytes.length);
      byte[] flipped = bytes.clone();
      flipped[offset] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      try {
        if (breaks(file).isEmpty()) {
          List<Map<String, Object>> read = hashed(file);
          // The chain cannot know of rows behind the last.
          assertThat(hashed.subList(0, read.size()))
              .as("seed=%d offset=%d", seed, offset)
              .isEqualTo(read);
        } else {
          refused++;
        }
      } catch (StoreException e) {
        refused++;
      }
    }
    assertThat(refused).as("seed=%d", seed).isPositive();
  }

  private static List<Map<String, Object>> hashed(Path file) {
    List<Map<String, Object>> rows = new java.util.ArrayList<>();
    for (VerifiedRow row : read(file)) {
      Map<String, Object> columns = new TreeMap<>(row.row().columns());
      columns
          .keySet()
          .removeIf(name -> RowHash.HASHED.stream().noneMatch(c -> c.text().equals(name)));
      rows.add(columns);
    }
    return rows;
  }

  @Test
  void a_real_one_verifies_and_each_hashed_column_counts() {
    Path real = SharedFolder.file("data/vibe_ledger.db");
    assertThat(read(real)).hasSize(40).allSatisfy(row -> assertThat(row.broken()).isNull());
    for (Column column : RowHash.HASHED) {
      Path spoilt = copy(real, folder.resolve(column.text() + ".db"));
      execute(
          spoilt,
          "UPDATE ledger_events SET "
              + column.text()
              + " = coalesce("
              + column.text()
              + ", '')"
              + " || '!' WHERE id = 17");
      assertThat(breaks(spoilt)).extracting(ChainBreak::rowId).containsExactly(17L);
    }
  }
}
