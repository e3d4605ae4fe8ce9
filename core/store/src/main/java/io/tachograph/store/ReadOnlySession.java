package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import io.tachograph.store.StoreFile.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A session that changes and creates nothing in the store's folder. Used by one thread at a time.
 *
 * <p>SQLite's own read-only mode is not that: in WAL mode it creates the log and its index where
 * they are absent, leaves them behind, and fails where the folder cannot be written. So it depends
 * on what is there:
 *
 * <ul>
 *   <li>Log and index: another process has the store open, or died with it. SQLite's read-only
 *       mode.
 *   <li>Neither, and not in WAL mode: SQLite's read-only mode, which locks and creates nothing.
 *   <li>No log, or an empty one: nobody has it open. It is read as immutable, without locks.
 *   <li>A log without its index: a copy of a store that was not closed. It is copied to a temporary
 *       folder and read there, since SQLite must make the index.
 * </ul>
 *
 * <p>In the last two somebody may open the store while we read. That shows from outside; then what
 * was read is {@linkplain #isSound() not sound} and has to be read anew.
 */
final class ReadOnlySession implements AutoCloseable {
  private enum Manner {
    SHARED,
    LOCKED,
    IMMUTABLE,
    COPIED
  }

  private final StoreFile file;
  private final Manner manner;
  private final Look look;
  private final Session session;
  private final @Nullable Path copyFolder;

  private ReadOnlySession(
      StoreFile file, Manner manner, Look look, Session session, @Nullable Path copyFolder) {
    this.file = file;
    this.manner = manner;
    this.look = look;
    this.session = session;
    this.copyFolder = copyFolder;
  }

  /** Opens one in the manner that suits what is there. */
  static ReadOnlySession open(StoreFile file) {
    Look look = file.look();
    try {
      if (look.isOpenSomewhere()) {
        return new ReadOnlySession(file, Manner.SHARED, look, file.connect("mode=ro"), null);
      }
      if (look.hasLog()) {
        return openCopy(file, look);
      }
      if (isOutsideOfWalMode(file)) {
        return new ReadOnlySession(file, Manner.LOCKED, look, file.connect("mode=ro"), null);
      }
      return new ReadOnlySession(
          file, Manner.IMMUTABLE, look, file.connect("mode=ro&immutable=1"), null);
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be opened for reading", "file=" + file.path());
    }
  }

  /** The session to read with. */
  Session session() {
    return session;
  }

  /** Whether it may be used again. */
  boolean isFresh() {
    return manner == Manner.SHARED || file.look().equals(look);
  }

  /** Whether nobody can have written under what was read until now. */
  boolean isSound() {
    return manner == Manner.SHARED || manner == Manner.LOCKED || file.look().equals(look);
  }

  /** Whether nobody can be to blame for an error that it met by opening or closing the store. */
  boolean isUndisturbed() {
    return manner == Manner.SHARED ? file.look().isOpenSomewhere() : isSound();
  }

  @Override
  public void close() {
    session.close();
    if (copyFolder != null) {
      delete(copyFolder);
    }
  }

  /** Without locks there can be no log: SQLite opens only what is not in WAL mode. */
  private static boolean isOutsideOfWalMode(StoreFile file) throws SQLException {
    try (Session session = file.connect("mode=ro&nolock=1")) {
      session.pragma("PRAGMA user_version");
      return true;
    } catch (SQLiteException e) {
      if (e.getResultCode() == SQLiteErrorCode.SQLITE_CANTOPEN) {
        return false;
      }
      throw e;
    }
  }

  private static ReadOnlySession openCopy(StoreFile file, Look look) throws SQLException {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tachograph-store");
      StoreFile copy = new StoreFile(folder.resolve(file.path().getFileName()), file.busyTimeout());
      Files.copy(file.path(), copy.path());
      Files.copy(file.wal(), copy.wal());
      return new ReadOnlySession(file, Manner.COPIED, look, copy.connect("mode=rw"), folder);
    } catch (IOException e) {
      deleteIfMade(folder, e);
      throw new StoreException(
          Category.IO,
          "The store has a log without its index and could not be copied to read it; check the"
              + " temporary folder: file="
              + file.path()
              + " java.io.tmpdir="
              + System.getProperty("java.io.tmpdir")
              + ".",
          e);
    } catch (SQLException e) {
      deleteIfMade(folder, e);
      throw e;
    }
  }

  private static void deleteIfMade(@Nullable Path folder, Exception failure) {
    if (folder != null) {
      try {
        delete(folder);
      } catch (StoreException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path copied : files.toList()) {
        Files.delete(copied);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new StoreException(
          Category.IO,
          "The temporary copy of a store cannot be deleted; delete it: folder=" + folder + ".",
          e);
    }
  }
}
