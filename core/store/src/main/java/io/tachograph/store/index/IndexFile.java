package io.tachograph.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens the database of an index: one that is whole, of this version and of this ledger. */
final class IndexFile {
  /** Of the schema below. Another one is made anew. */
  private static final int VERSION = 2;

  /** Larger ones are not checked as a whole when they are opened; it would take seconds. */
  private static final long MAX_CHECKED_BYTES = 16L << 20;

  private static final int BUSY_TIMEOUT_MS = 30_000;
  private static final int CACHE_KIB = 64 * 1024;
  private static final int LOG_PAGES = 8_000;

  private IndexFile() {}

  /**
   * Opens it; where it is absent, damaged, of another version or ledger, an empty one takes its
   * place.
   */
  static Connection open(Path file, String ledgerId) {
    try {
      Object key = key(file);
      Connection usable = usable(file, ledgerId);
      return usable == null ? createAnew(file, ledgerId, key) : usable;
    } catch (SQLException e) {
      throw IndexException.of(file, e);
    }
  }

  /**
   * An empty one in place of what is there, or what another process put in its place meanwhile.
   *
   * @param key of what is there and shall go
   */
  static Connection createAnew(Path file, String ledgerId, @Nullable Object key)
      throws SQLException {
    if (Objects.equals(key(file), key)) {
      delete(file);
    }
    Connection usable = usable(file, ledgerId);
    if (usable == null) {
      throw new SQLiteException(
          "another process keeps another index here", SQLiteErrorCode.SQLITE_BUSY);
    }
    return usable;
  }

  /** What tells a file from one that takes its place, or null where there is none. */
  static @Nullable Object key(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private static void delete(Path file) {
    for (String suffix : new String[] {"-wal", "-shm", "-journal", ""}) {
      try {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      } catch (IOException e) {
        throw new UncheckedIOException("the index cannot be made anew: file=" + file, e);
      }
    }
  }

  /** Makes the tables, unless another process was faster. */
  private static void create(Statement statement, String ledgerId) throws SQLException {
    statement.executeUpdate("BEGIN IMMEDIATE");
    if (isEmpty(statement)) {
      statement.executeUpdate(
          "CREATE TABLE source (ledger TEXT NOT NULL, next_seq INTEGER NOT NULL,"
              + " checksum INTEGER NOT NULL, tally_sum INTEGER NOT NULL)");
      statement.executeUpdate(
          "CREATE TABLE names (id INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL,"
              + " seen INTEGER NOT NULL, UNIQUE (field, value))");
      statement.executeUpdate(
          "CREATE TABLE events (seq INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
              + " hash INTEGER NOT NULL, "
              + Stream.of(IndexField.values())
                  .map(field -> field.column() + " INTEGER")
                  .collect(Collectors.joining(", "))
              + ")");
      for (IndexField field : IndexField.values()) {
        statement.executeUpdate(
            "CREATE INDEX "
                + field.index()
                + " ON events ("
                + field.column()
                + ") WHERE "
                + field.column()
                + " IS NOT NULL");
      }
      statement.executeUpdate(
          "CREATE TABLE spans (block INTEGER PRIMARY KEY, earliest INTEGER NOT NULL,"
              + " latest INTEGER NOT NULL)");
      TallyTable.create(statement);
      statement.executeUpdate("INSERT INTO source VALUES ('" + quoted(ledgerId) + "', 0, 0, 0)");
      statement.executeUpdate("PRAGMA user_version=" + VERSION);
    }
    statement.executeUpdate("COMMIT");
  }

  private static boolean isEmpty(Statement statement) throws SQLException {
    return first(statement, "SELECT count(*) FROM sqlite_master").equals("0");
  }

  private static @Nullable Connection usable(Path file, String ledgerId) throws SQLException {
    Connection connection = connect(file);
    try (Statement statement = connection.createStatement()) {
      tune(statement);
      if (isEmpty(statement)) {
        create(statement, ledgerId);
      }
      if (first(statement, "PRAGMA user_version").equals(String.valueOf(VERSION))
          && first(statement, "SELECT ledger FROM source").equals(ledgerId)
          && (file.toFile().length() > MAX_CHECKED_BYTES || isWhole(connection, statement))) {
        return connection;
      }
    } catch (SQLException e) {
      if (!IndexException.isDamage(e)) {
        connection.close();
        throw e;
      }
    }
    connection.close();
    return null;
  }

  private static boolean isWhole(Connection connection, Statement statement) throws SQLException {
    // One view of it: another process may be adding to it.
    statement.executeUpdate("BEGIN");
    try {
      return first(statement, "PRAGMA integrity_check(1)").equals("ok")
          && IndexChecksum.holds(connection);
    } finally {
      statement.executeUpdate("COMMIT");
    }
  }

  private static String first(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? String.valueOf(result.getString(1)) : "";
    }
  }

  private static void tune(Statement statement) throws SQLException {
    statement.executeUpdate("PRAGMA page_size=8192");
    try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode=WAL")) {
      mode.next();
    }
    // What a power cut takes is made again: how far it came goes with it.
    statement.executeUpdate("PRAGMA synchronous=NORMAL");
    statement.executeUpdate("PRAGMA cache_size=-" + CACHE_KIB);
    statement.executeUpdate("PRAGMA cell_size_check=ON");
    try (ResultSet pages = statement.executeQuery("PRAGMA wal_autocheckpoint=" + LOG_PAGES)) {
      pages.next();
    }
  }

  private static Connection connect(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", String.valueOf(BUSY_TIMEOUT_MS));
    properties.setProperty("jdbc.get_generated_keys", "false");
    // Not through DriverManager: it is the host's too, and would keep our class loader.
    String path = file.toString();
    return new JDBC4Connection("jdbc:sqlite:" + path, path, properties);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
