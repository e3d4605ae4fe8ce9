package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Opens the connection that writes: creates what is absent, refuses what is none of ours. */
final class WriterOpening {
  /** Between two tries to switch to WAL mode, for which SQLite does not always wait by itself. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private WriterOpening() {}

  /**
   * Opens it.
   *
   * <p>What is refused is refused before a byte changes, so an existing file is looked at through a
   * connection that only reads first: one that may write would already recover the log.
   */
  static Session open(StoreFile file) {
    return open(file, Migration.Observer.NONE);
  }

  /**
   * As {@link #open(StoreFile)}.
   *
   * @param observer hears how a migration goes on
   */
  static Session open(StoreFile file, Migration.Observer observer) {
    boolean looked = Files.isRegularFile(file.path()) && !Files.exists(file.journal());
    if (looked) {
      try (Readers before = new Readers(file, session -> true)) {
        before.read(
            session -> {
              refuse(session, file);
              return true;
            });
      }
    }
    createFolder(file.path());
    try {
      Session session = file.connect("mode=rwc");
      try {
        if (looked) {
          Schema.refuseForeign(Schema.find(session), file.path());
        } else {
          refuse(session, file);
        }
        switchToWal(session, file);
        // What a power cut takes, the projection applies again: its position goes with it.
        session.execute("PRAGMA synchronous=NORMAL");
        Migration.bringUp(session, file, observer);
        session.execute("PRAGMA foreign_keys=ON");
        return session;
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be opened", "file=" + file.path());
    }
  }

  private static void refuse(Session session, StoreFile file) {
    Schema.Found found = Schema.find(session);
    Schema.refuseForeign(found, file.path());
    Integrity.refuseDamaged(session, file.path(), found.isOlder());
  }

  private static void createFolder(Path path) {
    Path folder = path.getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          Category.IO,
          "The store's folder cannot be created; check the path and its permissions: folder="
              + folder
              + ".",
          e);
    }
  }

  private static void switchToWal(Session session, StoreFile file) throws SQLException {
    long deadline = System.nanoTime() + file.busyTimeout().toNanos();
    while (true) {
      String mode;
      try {
        mode = session.pragma("PRAGMA journal_mode=WAL");
        if (mode.equals("wal")) {
          return;
        }
      } catch (SQLException e) {
        if (!SqliteErrors.isBusy(e)) {
          throw e;
        }
        mode = "busy";
      }
      if (System.nanoTime() - deadline > 0) {
        throw new StoreException(
            mode.equals("busy") ? Category.BUSY : Category.IO,
            "The store cannot be switched to WAL mode; close what else uses it, and keep it on a"
                + " local disk: file="
                + file.path()
                + " journal_mode="
                + mode
                + ".");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
