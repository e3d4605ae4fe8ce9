package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in the store's terms what SQLite refused. */
public final class SqliteErrors {
  /** The driver wraps what SQLite said: {@code [CODE] Our words (SQLite's words)}. */
  private static final Pattern SQLITE_WORDS =
      Pattern.compile("^\\[\\w+\\] .*? \\((.*)\\)$", Pattern.DOTALL);

  private SqliteErrors() {}

  /**
   * What {@code cause} means.
   *
   * @param doing what was tried, as the rest of the sentence "The store could not …"
   * @param where pairs that say where, {@code name=value …}
   */
  static StoreException of(SQLException cause, String doing, String where) {
    String words = words(cause);
    Category category = category(cause);
    return new StoreException(
        category,
        "The store could not " + doing + advice(category) + ": " + where + " sqlite=" + words + ".",
        cause);
  }

  /**
   * What {@code cause} means for a statement; a broken constraint is said with its columns.
   *
   * @param connection where the statement ran, to look up what a foreign key is made of
   * @param file what it is connected to
   */
  static StoreException of(SQLException cause, Sql sql, Connection connection, Path file) {
    String where = "file=" + file + " table=" + sql.table();
    if (category(cause) != Category.CONSTRAINT) {
      return of(cause, "run a statement", where);
    }
    return BrokenConstraint.of(cause, words(cause), where, sql.table(), connection);
  }

  /** Whether SQLite meant that the database is locked by another connection. */
  static boolean isBusy(SQLException cause) {
    return category(cause) == Category.BUSY;
  }

  /** Whether a ROLLBACK failed only because SQLite had rolled back by itself. */
  static boolean isNoTransaction(SQLException cause) {
    return words(cause).contains("no transaction is active");
  }

  private static String words(SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    Matcher matcher = SQLITE_WORDS.matcher(message);
    return matcher.matches() ? matcher.group(1) : message;
  }

  /** Which kind of trouble it is. */
  public static Category category(SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Category.IO;
    }
    int primaryCode = sqlite.getResultCode().code & 0xff;
    return switch (SQLiteErrorCode.getErrorCode(primaryCode)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> Category.BUSY;
      case SQLITE_CONSTRAINT -> Category.CONSTRAINT;
      case SQLITE_NOTADB -> Category.NOT_A_DATABASE;
      case SQLITE_FULL -> Category.DISK_FULL;
      case SQLITE_READONLY -> Category.READ_ONLY;
      // An error in SQL that works elsewhere: a table or column is not what the version says.
      case SQLITE_CORRUPT, SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_FORMAT -> Category.CORRUPT;
      default -> Category.IO;
    };
  }

  private static String advice(Category category) {
    return switch (category) {
      case BUSY -> ", another process holds the database; try again";
      case DISK_FULL -> ", the disk is full; make room and try again";
      case READ_ONLY -> ", the file or its folder cannot be written; check their permissions";
      case NOT_A_DATABASE -> ", the file is no SQLite database";
      case CORRUPT ->
          ", the database is damaged or not what its version says; restore or rebuild it";
      case IO -> ", the operating system refused; check the path, its permissions and the disk";
      default -> "";
    };
  }
}
