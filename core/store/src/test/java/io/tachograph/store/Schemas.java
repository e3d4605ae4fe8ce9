package io.tachograph.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and makes databases past the store, by plain JDBC. */
final class Schemas {
  private Schemas() {}

  /** Everything a database's schema consists of, as lines to compare: table by table. */
  static Map<String, List<String>> describe(Path file) {
    Map<String, List<String>> described = new TreeMap<>();
    for (String table : column(file, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
      if (!table.startsWith("sqlite_")) {
        described.put("table " + table, describe(file, table));
      }
    }
    for (List<String> object :
        rows(
            file,
            "SELECT type || ' ' || name, sql FROM sqlite_master WHERE type IN ('view', 'trigger')")) {
      described.put(object.get(0), List.of(words(object.get(1))));
    }
    return described;
  }

  private static List<String> describe(Path file, String table) {
    List<String> lines = new ArrayList<>();
    // cid, name, type, notnull, dflt_value, pk
    rows(file, "PRAGMA table_info(" + table + ")").forEach(row -> lines.add("column " + row));
    rows(
            file,
            "SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM"
                + " pragma_foreign_key_list('"
                + table
                + "') ORDER BY 2")
        .forEach(row -> lines.add("foreign key " + row));
    for (List<String> index :
        rows(
            file,
            "SELECT name, \"unique\", origin, partial FROM pragma_index_list('"
                + table
                + "') ORDER BY name")) {
      lines.add(
          "index "
              + index
              + column(file, "SELECT name FROM pragma_index_info('" + index.get(0) + "')"));
    }
    checks(file, table).forEach(lines::add);
    return lines;
  }

  /** The CHECK clauses of a table, without its comments and layout. */
  static List<String> checks(Path file, String table) {
    String sql = column(file, "SELECT sql FROM sqlite_master WHERE name = '" + table + "'").get(0);
    List<String> checks = new ArrayList<>();
    String words = words(sql.replaceAll("--[^\n]*", "")).replaceAll(", ?", ", ");
    for (int at = words.indexOf("CHECK ("); at >= 0; at = words.indexOf("CHECK (", at + 1)) {
      int depth = 0;
      int end = at + "CHECK ".length();
      do {
        depth += words.charAt(end) == '(' ? 1 : words.charAt(end) == ')' ? -1 : 0;
        end++;
      } while (depth > 0);
      checks.add(words.substring(at, end));
    }
    return checks;
  }

  /** The rows of every table, each value as SQL writes it, by table and columns. */
  static Map<String, List<List<String>>> contents(Path file) {
    Map<String, List<List<String>>> tables = new TreeMap<>();
    for (String table :
        column(
            file,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) {
      List<String> columns =
          column(
              file,
              "SELECT 'quote(\"' || replace(name, '\"', '\"\"') || '\")' FROM pragma_table_info('"
                  + table
                  + "') ORDER BY cid");
      tables.put(String.join(", ", columns) + " FROM " + table, List.of());
    }
    return contents(file, tables);
  }

  /** The rows of the tables and columns of an earlier answer. */
  static Map<String, List<List<String>>> contents(
      Path file, Map<String, List<List<String>>> earlier) {
    Map<String, List<List<String>>> contents = new TreeMap<>();
    for (String columns : earlier.keySet()) {
      contents.put(columns, rows(file, "SELECT " + columns + " ORDER BY rowid"));
    }
    return contents;
  }

  static List<String> column(Path file, String sql) {
    return rows(file, sql).stream().map(row -> row.get(0)).toList();
  }

  static List<List<String>> rows(Path file, String sql) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      ResultSetMetaData columns = result.getMetaData();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Runs statements on a database, which is created where it is absent. */
  static void execute(Path file, String sql) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static String words(String sql) {
    return sql.replaceAll("\\s+", " ").trim();
  }
}
