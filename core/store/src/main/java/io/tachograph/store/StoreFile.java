package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sqlite.BusyHandler;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The database file, the two files SQLite keeps beside it, and connections to it. Immutable.
 *
 * <p>The file is never opened by anything but SQLite: closing it elsewhere in this process would
 * drop the locks that SQLite holds on it.
 *
 * @param path the database, absolute
 * @param busyTimeout how long a statement waits for another process's lock
 */
record StoreFile(Path path, Duration busyTimeout) {
  private static final String URL_PREFIX = "jdbc:sqlite:";
  private static final String IN_MEMORY = ":memory:";

  /** How the file and those beside it look from outside: what changes when somebody writes. */
  record Look(long size, long modifiedNs, long walSize, boolean shm) {
    static final long ABSENT = -1;

    /** Whether a process has it open in WAL mode, or had when it died. */
    boolean isOpenSomewhere() {
      return walSize != ABSENT && shm;
    }

    /** Whether there is a log that may hold what the database does not. */
    boolean hasLog() {
      return walSize > 0;
    }
  }

  /** The write-ahead log. */
  Path wal() {
    return beside("-wal");
  }

  /** The log's index, in memory that processes share. */
  Path shm() {
    return beside("-shm");
  }

  /** What undoes a transaction outside of WAL mode; one that is there was left by a crash. */
  Path journal() {
    return beside("-journal");
  }

  /** The copy that is kept of it before it leaves a version. */
  Path backup(int version) {
    return beside(".v" + version + ".bak");
  }

  /** How long the write-ahead log is, 0 where there is none or it cannot be looked at. */
  long logBytes() {
    return wal().toFile().length();
  }

  /** How the file looks now. */
  Look look() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Look(
          file.size(),
          file.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          sizeOf(wal()),
          Files.exists(shm()));
    } catch (IOException e) {
      throw new StoreException(
          Files.exists(path) ? Category.IO : Category.NOT_FOUND,
          "The store's file cannot be looked at; check the path: file=" + path + ".",
          e);
    }
  }

  /**
   * Opens a connection.
   *
   * @param query how, as SQLite's URI file names say it: {@code mode=ro} and the like
   */
  Session connect(String query) throws SQLException {
    String name = "file:" + encoded(path) + "?" + query;
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", Long.toString(busyTimeout.toMillis()));
    // Ids come back by RETURNING; the driver would look for them after each INSERT.
    properties.setProperty("jdbc.get_generated_keys", "false");
    // Not through DriverManager: it is the host's too, and would keep our class loader.
    JDBC4Connection connection = new JDBC4Connection(URL_PREFIX + name, name, properties);
    BusyWait busyWait = new BusyWait(busyTimeout);
    BusyHandler.setHandler(connection, busyWait);
    return new Session(connection, path, busyWait);
  }

  /** Opens a connection to a new database in memory, which is gone when it is closed. */
  static Session connectInMemory() throws SQLException {
    return new Session(
        new JDBC4Connection(URL_PREFIX + IN_MEMORY, IN_MEMORY, new Properties()),
        Path.of("memory"),
        new BusyWait(Duration.ZERO));
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return Look.ABSENT;
    }
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static String encoded(Path path) {
    String text = path.toString().replace('\\', '/');
    String rooted = text.startsWith("/") ? text : "/" + text;
    return rooted.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
  }
}
