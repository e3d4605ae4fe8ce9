package io.tachograph.store.oldledger;

import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The table of an old ledger. For one thread.
 *
 * @param connection to its database
 * @param file which that is, for messages
 * @param columns its columns' names, in order
 * @param highestIdGiven the highest id that a row ever had, or null where SQLite does not keep it
 */
record RowSource(
    Connection connection, Path file, List<String> columns, @Nullable Long highestIdGiven) {
  private static final String COLUMN_NAMES = "PRAGMA table_info(" + OldLedger.TABLE + ")";
  private static final String ID_BEHIND =
      "SELECT min(id) FROM " + OldLedger.TABLE + " WHERE id > ?";

  private static final String KEEPS_SEQUENCES =
      "SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'";
  private static final String HIGHEST_ID =
      "SELECT seq FROM sqlite_sequence WHERE name = '" + OldLedger.TABLE + "'";

  /**
   * Looks at the table.
   *
   * @throws StoreException if there is none, or it lacks columns
   */
  static RowSource of(Connection connection, Path file) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet names = statement.executeQuery(COLUMN_NAMES)) {
      while (names.next()) {
        columns.add(names.getString("name"));
      }
    }
    if (columns.isEmpty()) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The database is no ledger, it has no table " + OldLedger.TABLE + ": file=" + file + ".");
    }
    Set<Column> missing = EnumSet.copyOf(Column.REQUIRED);
    Set<Column> seals = EnumSet.copyOf(Column.SEALS);
    missing.removeIf(column -> columns.contains(column.text()));
    seals.removeIf(column -> columns.contains(column.text()));
    if (seals.size() == 1) {
      // With one of the two somebody has taken the seal off, or the table is another.
      missing.addAll(seals);
    }
    if (!missing.isEmpty()) {
      throw new StoreException(
          Category.CORRUPT,
          "The table "
              + OldLedger.TABLE
              + " is not one that can be read, it lacks columns: file="
              + file
              + " missing="
              + missing.stream().map(Column::text).collect(Collectors.joining(","))
              + ".");
    }
    return new RowSource(connection, file, List.copyOf(columns), highestId(connection));
  }

  private static @Nullable Long highestId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet keeps = statement.executeQuery(KEEPS_SEQUENCES)) {
        if (!keeps.next()) {
          return null;
        }
      }
      try (ResultSet highest = statement.executeQuery(HIGHEST_ID)) {
        return highest.next() ? highest.getLong("seq") : null;
      }
    }
  }

  /** Whether rows have hashes. */
  boolean isSealed() {
    return columns.containsAll(Column.SEALS.stream().map(Column::text).toList());
  }

  /** A cursor on the rows in order of their id. */
  RowCursor open() {
    String names =
        columns.stream()
            .map(name -> '"' + name.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(", "));
    try {
      return new RowCursor(
          this,
          connection.prepareStatement(
              "SELECT " + names + " FROM " + OldLedger.TABLE + " ORDER BY id"));
    } catch (SQLException e) {
      throw failed(e, file, "reading its rows");
    }
  }

  /** What is wrong behind the row of that id. */
  StoreException failedBehind(SQLException cause, long id) {
    if (!isTooLong(cause)) {
      return failed(cause, file, "reading behind the row id=" + id);
    }
    String row = "unknown";
    try (PreparedStatement statement = connection.prepareStatement(ID_BEHIND)) {
      statement.setLong(1, id);
      try (ResultSet found = statement.executeQuery()) {
        row = found.next() ? String.valueOf(found.getString(1)) : row;
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return new StoreException(
        Category.CORRUPT,
        "A row of the old ledger is longer than an event can be: file="
            + file
            + " table="
            + OldLedger.TABLE
            + " row="
            + row
            + " max_bytes="
            + OldLedger.MAX_ROW_BYTES
            + ".",
        cause);
  }

  private static boolean isTooLong(SQLException cause) {
    return code(cause) == SQLiteErrorCode.SQLITE_TOOBIG;
  }

  private static SQLiteErrorCode code(SQLException cause) {
    return cause instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /**
   * What {@code cause} means.
   *
   * @param doing what was tried
   */
  static StoreException failed(SQLException cause, Path file, String doing) {
    Category category =
        switch (code(cause)) {
          case SQLITE_NOTADB -> Category.NOT_A_DATABASE;
          case SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_FORMAT, SQLITE_TOOBIG -> Category.CORRUPT;
          default -> Category.IO;
        };
    String what =
        switch (category) {
          case NOT_A_DATABASE -> "The file is no SQLite database";
          case CORRUPT -> "The old ledger's database is damaged; restore it from a copy";
          default -> "The old ledger cannot be read; check its permissions and the disk";
        };
    return new StoreException(
        category,
        what + ": file=" + file + " doing=" + doing + " sqlite=" + cause.getMessage() + ".",
        cause);
  }
}
