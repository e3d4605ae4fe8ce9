package io.tachograph.store;

import static io.tachograph.store.Fixtures.foreignStore;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever rows an older version allows, its migration leaves each value as it was. */
class MigrationPropertyTest {
  private static final int ROUNDS = 6;
  private static final int ROWS_A_TABLE = 60;

  /** What columns with rules allow, and one value that they do not. */
  private static final Map<String, List<Object>> ALLOWED =
      Map.ofEntries(
          Map.entry("missions.phase", List.of("PLANNING", "CODING", "MAINTENANCE", "PRODUCTION")),
          Map.entry("status", List.of("pending", "in_progress", "completed", "failed", "skipped")),
          Map.entry("quality_gates.status", List.of("passed", "failed", "skipped", "open")),
          Map.entry("success", List.of(0, 1, 2)),
          Map.entry("artifact_type", List.of("planning", "code", "test", "deployment", "other")),
          Map.entry("planning_sub_state", List.of("RESEARCH", "FEATURE_SPECIFICATION", "")),
          Map.entry("current_cost_usd", List.of(0, 0.1, 1e300, -1)),
          Map.entry("alert_threshold", List.of(0, 1, 0.8, 1.5)),
          Map.entry("mission_id", List.of(1, 2, 3, 5, 8, 13)),
          Map.entry("parent_id", List.of("task-root", "task-child")),
          Map.entry("archived", List.of(0, 1)));

  @TempDir Path folder;

  @Test
  void every_value_of_every_row_survives() {
    long seed = Long.getLong("tachograph.migration.seed", System.nanoTime());
    System.out.println("MigrationPropertyTest seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int version = 1 + round % 3;
      Path file = foreignStore(folder.resolve(round + ".db"), version);
      fill(file, random);
      Map<String, List<List<String>>> before = Schemas.contents(file);
      assertThat(before.values().stream().mapToInt(List::size).sum())
          .isGreaterThan(before.size() * 5);
      List<List<String>> ids = Schemas.rows(file, "SELECT name, seq FROM sqlite_sequence");
      SqliteStore.open(file).close();
      assertThat(Schemas.contents(file, before))
          .as("seed=%d round=%d version=%d", seed, round, version)
          .isEqualTo(before);
      assertThat(Schemas.rows(file, "SELECT name, seq FROM sqlite_sequence")).containsAll(ids);
      assertThat(Schemas.rows(file, "PRAGMA foreign_key_check")).isEmpty();
    }
  }

  /** Rows of random values; those that break a rule fall out, and some go again. */
  private static void fill(Path file, Random random) {
    List<String> tables =
        Schemas.column(
            file,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                + " ORDER BY name <> 'missions', name");
    try (Connection connection = Schemas.connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous=OFF");
      statement.execute("PRAGMA foreign_keys=ON");
      for (String table : tables) {
        List<String> columns =
            Schemas.column(file, "SELECT name FROM pragma_table_info('" + table + "')");
        String parameters = "?" + ", ?".repeat(columns.size() - 1);
        try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO " + table + " VALUES (" + parameters + ")")) {
          for (int row = 0; row < ROWS_A_TABLE; row++) {
            for (int i = 0; i < columns.size(); i++) {
              insert.setObject(i + 1, value(table, columns.get(i), random));
            }
            insertOrLeave(insert);
          }
        }
        statement.execute("DELETE FROM " + table + " WHERE rowid % 7 = 6");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** OR IGNORE leaves out what breaks a rule, but for foreign keys. */
  private static void insertOrLeave(PreparedStatement insert) throws SQLException {
    try {
      insert.executeUpdate();
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("FOREIGN KEY");
    }
  }

  private static Object value(String table, String column, Random random) {
    List<Object> allowed = ALLOWED.getOrDefault(table + "." + column, ALLOWED.get(column));
    if (allowed != null) {
      return allowed.get(random.nextInt(allowed.size()));
    }
    if (column.equals("id")) {
      return table.equals("tasks") || table.equals("roadmaps")
          ? text(random)
          : random.nextInt(10) == 0 ? null : random.nextInt(200);
    }
    return switch (random.nextInt(8)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 2 -> bytes(random);
      case 3 -> "{\"owner\":\"" + random.nextInt() + "\",\"description\":[],\"n\":NaN}";
      case 4 -> "{\"owner\":" + random.nextBoolean() + ",\"description\":\"größe\"}";
      case 5 -> String.valueOf(random.nextLong());
      case 6 -> random.nextBoolean() ? null : "2025-11-20 10:00:00+00:00";
      default -> text(random);
    };
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(30), 1, 0x10ffff)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
