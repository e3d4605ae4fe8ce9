package io.tachograph.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a database to the version of this release, on the connection that writes. Used by one
 * thread, once.
 *
 * <p>An empty database goes through all versions in one transaction. One of an older version goes
 * up a version at a time:
 *
 * <ol>
 *   <li>Begin a transaction as the one writer, and look at the version again: another process may
 *       have gone on since. <i>A crash before here</i> has changed nothing.
 *   <li>Before the first step, back up what is there, beside the database. <i>A crash here</i>
 *       leaves a temporary file, or the backup of a migration that has not begun; the next attempt
 *       replaces either.
 *   <li>Run the version's script, then set {@code user_version}, then commit. <i>A crash here</i>
 *       leaves the version before, whole.
 *   <li>From the top, while there are versions above. <i>A crash here</i> leaves a version between,
 *       whole, from which the next attempt goes on, with a backup of its own.
 * </ol>
 *
 * Whoever finds another process at it waits; each step is taken once.
 */
final class Migration {
  /** How long to wait for another process that migrates, which may have much to copy. */
  static final Duration MAX_WAIT = Duration.ofMinutes(10);

  /** SQLite has no IF NOT EXISTS here, and others may have the column already. */
  private static final Pattern ADD_COLUMN =
      Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN (\\w+) .*", Pattern.DOTALL);

  /** Where a process may die. */
  enum Moment {
    /** Holding the lock, before the backup. */
    LOCKED,
    /** The backup is written, under a temporary name. */
    BACKING_UP,
    /** The backup has its name. */
    BACKED_UP,
    /** A statement of a version's script has run. */
    STATEMENT_RUN,
    /** A version's script has run, and nothing is committed. */
    SCRIPT_RUN,
    /** A version is committed. */
    COMMITTED
  }

  /** Hears of each moment. */
  interface Observer {
    Observer NONE = (moment, version) -> {};

    /**
     * Hears of one.
     *
     * @param version the one that is being left, or after a commit the one that was reached
     */
    void at(Moment moment, int version);
  }

  private final Session session;
  private final StoreFile file;
  private final Observer observer;
  private boolean backedUp;

  private Migration(Session session, StoreFile file, Observer observer) {
    this.session = session;
    this.file = file;
    this.observer = observer;
  }

  /**
   * Brings it up to this release's version.
   *
   * @param session one that writes, in no transaction; foreign keys are off on it afterwards
   */
  static void bringUp(Session session, StoreFile file, Observer observer) throws SQLException {
    Schema.Found found = Schema.find(session);
    if (found.version() == Schema.VERSION) {
      return;
    }
    // What SQLite asks for to make a table anew; both do nothing inside of a transaction.
    session.execute("PRAGMA foreign_keys=OFF");
    session.execute("PRAGMA legacy_alter_table=ON");
    if (found.isOlder()) {
      session.setBusyTimeout(MAX_WAIT);
    }
    new Migration(session, file, observer).run();
    session.setBusyTimeout(file.busyTimeout());
    session.execute("PRAGMA legacy_alter_table=OFF");
  }

  /** A new store in memory, to look at. */
  static Session newInMemory() throws SQLException {
    Session made = StoreFile.connectInMemory();
    for (int version = 1; version <= Schema.VERSION; version++) {
      for (String statement : SchemaScript.statements(version)) {
        made.execute(statement);
      }
    }
    return made;
  }

  private void run() throws SQLException {
    int version;
    do {
      session.begin();
      try {
        version = step();
        session.commit();
      } catch (SQLException | RuntimeException e) {
        session.rollback();
        throw e;
      }
      observer.at(Moment.COMMITTED, version);
    } while (version < Schema.VERSION);
  }

  /** Inside of a transaction; the version that there is when it is committed. */
  private int step() throws SQLException {
    Schema.Found found = Schema.find(session);
    Schema.refuseForeign(found, file.path());
    observer.at(Moment.LOCKED, found.version());
    if (found.isOlder() && !backedUp) {
      backUp(found.version());
    }
    int reached = found.isOlder() ? found.version() + 1 : Schema.VERSION;
    for (int from = found.version(); from < reached; from++) {
      raise(from);
    }
    session.execute("PRAGMA user_version=" + reached);
    return reached;
  }

  private void backUp(int version) throws SQLException {
    try (Session source = file.connect("mode=ro")) {
      OnlineBackup.replace(
          file.backup(version),
          copy -> {
            source.copyTo(copy);
            observer.at(Moment.BACKING_UP, version);
          });
    }
    backedUp = true;
    observer.at(Moment.BACKED_UP, version);
  }

  private void raise(int from) {
    String running = "";
    try {
      MissionsRebuild rebuild = from == 1 ? MissionsRebuild.before(session) : null;
      for (String statement : SchemaScript.statements(from + 1)) {
        running = statement;
        if (!isThereAlready(statement)) {
          session.execute(statement);
        }
        observer.at(Moment.STATEMENT_RUN, from);
      }
      if (rebuild != null) {
        rebuild.restore(session);
      }
      if (from + 1 == Schema.VERSION && backedUp) {
        SchemaCompletion.complete(session);
      }
      observer.at(Moment.SCRIPT_RUN, from);
    } catch (SQLException e) {
      throw SqliteErrors.of(
          e,
          "be migrated and was left as it was",
          String.format(
              Locale.ROOT,
              "file=%s version=%d to=%d statement=%s",
              file.path(),
              from,
              from + 1,
              running.lines().findFirst().orElse("")));
    }
  }

  private boolean isThereAlready(String statement) {
    Matcher added = ADD_COLUMN.matcher(statement);
    return added.matches() && Columns.names(session, added.group(1)).contains(added.group(2));
  }
}
