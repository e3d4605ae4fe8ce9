package io.tachograph.store;

import io.tachograph.store.ConstraintException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteException;

/** Says which rule of the schema SQLite means, and of which columns. */
final class BrokenConstraint {
  /** A broken UNIQUE or NOT NULL: {@code … failed: table.column, table.column}. */
  private static final Pattern COLUMNS =
      Pattern.compile("^(?:UNIQUE|NOT NULL) constraint failed: (.+)$");

  /** A broken CHECK comes with its expression. */
  private static final Pattern CHECK =
      Pattern.compile("^CHECK constraint failed: (.*)$", Pattern.DOTALL);

  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern NOT_A_NAME = Pattern.compile("\\W+");

  private BrokenConstraint() {}

  /**
   * The exception that says it.
   *
   * @param words SQLite's own
   * @param where pairs that say where, {@code name=value …}
   * @param connection where the statement ran, to look up what the table is made of
   */
  static ConstraintException of(
      SQLException cause, String words, String where, String table, Connection connection) {
    Kind kind = kind(cause);
    StringBuilder pairs = new StringBuilder();
    List<String> columns = new ArrayList<>();
    try {
      switch (kind) {
        case NOT_NULL, UNIQUE -> columns.addAll(named(words));
        case CHECK -> columns.addAll(checked(words, table, connection));
        default -> {}
      }
      columns.forEach(column -> pairs.append(" column=").append(table).append('.').append(column));
      if (kind == Kind.FOREIGN_KEY) {
        foreignKeys(table, connection, columns, pairs);
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return new ConstraintException(
        kind,
        table,
        columns,
        "The store's schema forbids this row: " + where + pairs + " constraint=" + words + ".",
        cause);
  }

  private static Kind kind(SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Kind.OTHER;
    }
    return switch (sqlite.getResultCode()) {
      case SQLITE_CONSTRAINT_NOTNULL -> Kind.NOT_NULL;
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
          Kind.UNIQUE;
      case SQLITE_CONSTRAINT_CHECK -> Kind.CHECK;
      case SQLITE_CONSTRAINT_FOREIGNKEY -> Kind.FOREIGN_KEY;
      default -> Kind.OTHER;
    };
  }

  private static List<String> named(String words) {
    Matcher matcher = COLUMNS.matcher(words);
    return matcher.matches()
        ? COMMA
            .splitAsStream(matcher.group(1))
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .toList()
        : List.of();
  }

  /** The columns of the table that the CHECK's expression names. */
  private static List<String> checked(String words, String table, Connection connection)
      throws SQLException {
    Matcher matcher = CHECK.matcher(words);
    if (!matcher.matches()) {
      return List.of();
    }
    List<String> names =
        NOT_A_NAME
            .splitAsStream(LITERAL.matcher(matcher.group(1)).replaceAll(" "))
            .distinct()
            .toList();
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        String column = rows.getString("name");
        if (names.contains(column)) {
          columns.add(column);
        }
      }
    }
    return columns;
  }

  private static void foreignKeys(
      String table, Connection connection, List<String> columns, StringBuilder pairs)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA foreign_key_list(" + table + ")")) {
      while (rows.next()) {
        String column = rows.getString("from");
        columns.add(column);
        pairs.append(" column=").append(table).append('.').append(column);
        pairs.append(" references=").append(rows.getString("table"));
        pairs.append('.').append(rows.getString("to"));
      }
    }
  }
}
