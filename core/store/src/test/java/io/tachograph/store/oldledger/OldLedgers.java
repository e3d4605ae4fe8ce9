package io.tachograph.store.oldledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes old ledgers, and reads and spoils them. */
final class OldLedgers {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "event_id",
          "timestamp",
          "event_type",
          "task_id",
          "agent_id",
          "payload",
          "result",
          "error",
          "details",
          "current_hash",
          "previous_hash",
          "agent_signature",
          "created_at");

  private OldLedgers() {}

  /** A row of no type in particular; its hashes are still to be made. */
  static Map<String, Object> row(int number) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", (long) number);
    row.put("event_id", number % 4 == 1 ? "EVT-00000" + number : null);
    row.put("timestamp", "2025-11-20T19:50:%02d.948027".formatted(number));
    row.put("event_type", List.of("proposal_created", "task_start", "IO_WRITE").get(number % 3));
    row.put("task_id", number % 2 == 0 ? "task-" + number : null);
    row.put("agent_id", "größer");
    row.put("payload", "{\"n\": " + number + ", \"title\": \"Gr\\u00f6\\u00dfe \ud83d\ude00\"}");
    row.put("result", number % 3 == 0 ? "success" : null);
    row.put("error", number % 5 == 0 ? "ValueError: bad \"input\"\n\tat line\0 2" : null);
    row.put("details", number % 2 == 0 ? "[1, 2]" : null);
    row.put("current_hash", null);
    row.put("previous_hash", null);
    row.put("agent_signature", null);
    row.put("created_at", "2025-11-20 19:50:12");
    return row;
  }

  static List<Map<String, Object>> rows(int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      rows.add(row(i));
    }
    return seal(rows);
  }

  /** Chains the rows. */
  static List<Map<String, Object>> seal(List<Map<String, Object>> rows) {
    String before = RowHash.GENESIS;
    for (Map<String, Object> row : rows) {
      row.put("previous_hash", before);
      before = RowHash.of(new OldLedgerRow(0, row), before);
      row.put("current_hash", before);
    }
    return rows;
  }

  /** Makes a ledger with the columns that the first row has, of no declared type. */
  static Path make(Path file, List<Map<String, Object>> rows) {
    List<String> names = new ArrayList<>(rows.get(0).keySet());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      String columns = String.join(", ", names).replaceFirst("^id\\b", "id INTEGER PRIMARY KEY");
      statement.executeUpdate("CREATE TABLE ledger_events (" + columns + ")");
      statement.executeUpdate("BEGIN");
      String marks = names.stream().map(name -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO ledger_events VALUES (" + marks + ")")) {
        for (Map<String, Object> row : rows) {
          for (int i = 0; i < names.size(); i++) {
            insert.setObject(i + 1, row.get(names.get(i)));
          }
          insert.executeUpdate();
        }
      }
      statement.executeUpdate("COMMIT");
      return file;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static void execute(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static Path copy(Path from, Path to) {
    try {
      return Files.write(to, Files.readAllBytes(from));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<VerifiedRow> read(Path file) {
    List<VerifiedRow> rows = new ArrayList<>();
    try (OldLedger ledger = OldLedger.open(file)) {
      ChainSummary.of(ledger, rows::add);
      ledger.requireUnchanged();
    }
    return rows;
  }

  static List<ChainBreak> breaks(Path file) {
    try (OldLedger ledger = OldLedger.open(file)) {
      return ChainSummary.of(ledger, row -> {}).breaks();
    }
  }
}
