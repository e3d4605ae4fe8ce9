package io.tachograph.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index's sum over its rows, which shows what SQLite's own check cannot. */
class IndexChecksumTest {
  private static final String LEDGER = "01a00000-0000-7000-8000-000000000000";
  private static final int ROWS = 3_000;

  @TempDir Path temp;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private Path file;

  @BeforeEach
  void fill() {
    file = temp.resolve("index.db");
    try (EventIndex index = EventIndex.open(file, LEDGER)) {
      for (long seq = 0; seq < ROWS; ) {
        List<IndexRow> rows = new ArrayList<>();
        for (int i = random.nextInt(700); i >= 0 && seq < ROWS; i--) {
          rows.add(row(seq++));
        }
        index.add(rows);
      }
    }
  }

  private IndexRow row(long seq) {
    Map<IndexField, String> fields = Map.of(IndexField.TYPE, "type." + seq % 5);
    return new IndexRow(seq, random.nextLong(), random.nextLong(), fields, null);
  }

  private boolean holdsAfter(String... changes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String change : changes) {
        assertThat(statement.executeUpdate(change)).as(change).isPositive();
      }
      return IndexChecksum.holds(connection);
    }
  }

  private long hash(long seq) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT hash FROM events WHERE seq = " + seq)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void whatWasWrittenHolds() throws Exception {
    assertThat(holdsAfter()).as("seed=%d", seed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET hash = ~hash WHERE seq = %d",
        "UPDATE events SET time = ~time WHERE seq = %d",
        "UPDATE events SET seq = 1000000 WHERE seq = %d",
        "DELETE FROM events WHERE seq = %d",
        "DELETE FROM events WHERE seq >= %d",
        "UPDATE source SET next_seq = next_seq + 1 + 0 * %d",
        "UPDATE source SET checksum = ~checksum + 0 * %d",
        "DELETE FROM source WHERE 0 * %d = 0",
        "UPDATE spans SET earliest = ~earliest WHERE block = %d / 1024",
        "UPDATE spans SET latest = ~latest WHERE block = %d / 1024",
        "DELETE FROM spans WHERE block = %d / 1024",
        "INSERT INTO spans VALUES (1000000 + %d, 0, 0)",
      })
  void anyChangeShows(String change) throws Exception {
    String sql = change.formatted(random.nextInt(ROWS));
    assertThat(holdsAfter(sql)).as("seed=%d %s", seed, sql).isFalse();
  }

  @Test
  void hashesThatChangePlacesShow() throws Exception {
    long one = random.nextInt(ROWS - 1);
    long other = one + 1;
    String change = "UPDATE events SET hash = %d WHERE seq = %d";
    assertThat(holdsAfter(change.formatted(hash(other), one), change.formatted(hash(one), other)))
        .as("seed=%d", seed)
        .isFalse();
  }

  @Test
  void anIndexWhoseSumIsWrongIsMadeAnew() throws Exception {
    holdsAfter("DELETE FROM events WHERE seq = " + random.nextInt(ROWS));
    try (EventIndex index = EventIndex.open(file, LEDGER)) {
      assertThat(index.nextSeq()).as("seed=%d", seed).isZero();
    }
  }
}
