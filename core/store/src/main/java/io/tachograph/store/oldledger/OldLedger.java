package io.tachograph.store.oldledger;

import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * An SQLite ledger that agents kept before this one, opened to be read. Nothing is changed or
 * created in its folder, no lock is taken, and memory stays bounded however long it is. For one
 * thread.
 *
 * <p>Nobody should write to it meanwhile; that somebody did is found by {@link #requireUnchanged}.
 * Where SQLite has left a log or a journal beside the file, both are copied to a temporary folder
 * and read there, since SQLite must work it in.
 *
 * <p>Everything throws {@link StoreException}.
 */
public final class OldLedger implements AutoCloseable {
  /** The table. */
  public static final String TABLE = "ledger_events";

  /** The longest value, and the longest row, that is read, in bytes. */
  static final int MAX_ROW_BYTES = 16 << 20;

  private static final String URL_PREFIX = "jdbc:sqlite:";

  private final LedgerFile file;
  private final LedgerFile.Look look;
  private final @Nullable Path copyFolder;
  private final String sha256;
  private final @Nullable String logSha256;
  private final Connection connection;
  private final RowSource rows;

  private OldLedger(LedgerFile file) throws SQLException, IOException {
    this.file = file;
    this.look = file.look();
    Path log = file.log();
    Path read = file.path();
    copyFolder = log == null ? null : Files.createTempDirectory("tachograph-old-ledger");
    try {
      if (log == null || copyFolder == null) {
        sha256 = LedgerFile.sha256(read);
        logSha256 = null;
      } else {
        read = copyFolder.resolve(file.path().getFileName());
        sha256 = LedgerFile.copy(file.path(), read);
        logSha256 = LedgerFile.copy(log, copyFolder.resolve(log.getFileName()));
      }
      connection = connect(read, log == null ? "mode=ro&immutable=1" : "mode=rw");
    } catch (SQLException | RuntimeException e) {
      deleteCopy(e);
      throw e;
    }
    try {
      rows = RowSource.of(connection, file.path());
      requireUnchanged();
    } catch (SQLException | RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  /**
   * Opens one.
   *
   * @throws StoreException with category NOT_FOUND, if there is no such file; NOT_A_DATABASE, if it
   *     is none or has no such table; CORRUPT, if the table lacks columns or SQLite finds the file
   *     damaged; BUSY, if it is being written to; IO
   */
  public static OldLedger open(Path path) {
    LedgerFile file = new LedgerFile(path.toAbsolutePath());
    file.require();
    try {
      return new OldLedger(file);
    } catch (SQLException e) {
      throw RowSource.failed(e, file.path(), "opening it");
    } catch (IOException e) {
      throw new StoreException(
          Category.IO,
          "The old ledger has a log beside it and could not be copied to read it; check the"
              + " temporary folder: file="
              + path
              + " java.io.tmpdir="
              + System.getProperty("java.io.tmpdir")
              + ".",
          e);
    }
  }

  private static Connection connect(Path path, String query) throws SQLException {
    String rooted = path.toString().replace('\\', '/');
    rooted = rooted.startsWith("/") ? rooted : "/" + rooted;
    String encoded = rooted.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    String name = "file:" + encoded + "?" + query;
    Properties properties = new Properties();
    properties.setProperty("limit_length", Integer.toString(MAX_ROW_BYTES));
    return new JDBC4Connection(URL_PREFIX + name, name, properties);
  }

  /** The file, absolute. */
  public Path path() {
    return file.path();
  }

  /** The SHA-256 of the file, in hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The SHA-256 of the log or journal that was read with the file, or null where there is none. */
  public @Nullable String logSha256() {
    return logSha256;
  }

  /** Whether its rows have hashes; the oldest writers gave them none. */
  public boolean isSealed() {
    return rows.isSealed();
  }

  /**
   * The highest id that a row ever had, also one that is gone; null where SQLite does not keep it,
   * which it does of a table with AUTOINCREMENT.
   */
  public @Nullable Long highestIdGiven() {
    return rows.highestIdGiven();
  }

  /** A cursor on its rows from the first on, each judged. */
  public VerifiedRows read() {
    return new VerifiedRows(rows.open(), isSealed());
  }

  /**
   * Checks that nobody has written to the files since this was opened.
   *
   * @throws StoreException with category BUSY, if somebody has: what was read is worth nothing
   */
  public void requireUnchanged() {
    if (!file.look().equals(look)) {
      throw new StoreException(
          Category.BUSY,
          "The old ledger was written to while it was read; stop what writes to it and try again:"
              + " file="
              + file.path()
              + ".");
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      StoreException failure = RowSource.failed(e, file.path(), "closing it");
      deleteCopy(failure);
      throw failure;
    }
    deleteCopy(null);
  }

  private void closeAfter(Exception failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    deleteCopy(failure);
  }

  /** Deletes the temporary copy, if there is one. */
  private void deleteCopy(@Nullable Exception failure) {
    if (copyFolder == null) {
      return;
    }
    try {
      List<Path> copied = new ArrayList<>();
      try (var files = Files.list(copyFolder)) {
        files.forEach(copied::add);
      }
      copied.add(copyFolder);
      for (Path one : copied) {
        Files.delete(one);
      }
    } catch (IOException e) {
      if (failure == null) {
        throw new StoreException(
            Category.IO,
            "The temporary copy of an old ledger cannot be deleted; delete it: folder="
                + copyFolder
                + ".",
            e);
      }
      failure.addSuppressed(e);
    }
  }
}
