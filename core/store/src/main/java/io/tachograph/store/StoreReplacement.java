package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new store in place of another: beside it, and swapped only when it is complete. Keeps all
 * others out of the old one from the beginning to the end. For one thread.
 *
 * <ol>
 *   <li>The old store is taken for this connection alone, and its log emptied into it. <i>A crash
 *       here</i> has changed no row.
 *   <li>The new one is filled under a temporary name. <i>A crash here</i> leaves files of that
 *       name, which the next replacement deletes.
 *   <li>The new one is closed: it is one file, without a log, and on the disk. <i>A crash here</i>:
 *       as before.
 *   <li>The old one gets a second name. <i>A crash here</i> leaves it whole under both.
 *   <li>The new one takes the old one's name, in one step of the file system. <i>A crash here</i>
 *       leaves the old one or the new one, each whole.
 * </ol>
 */
public final class StoreReplacement implements AutoCloseable {
  /** How long to wait for others that have the store open. */
  private static final Duration OPEN_ELSEWHERE_TIMEOUT = Duration.ofSeconds(2);

  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> SIDE_FILES = List.of("-wal", "-shm", "-journal");

  /** Where a process may die. */
  enum Moment {
    /** The old store is taken. */
    TAKEN,
    /** Rows of others are in the new one. */
    CARRIED_OVER,
    /** The new one is one file. */
    COMPLETE,
    /** The old one has its second name. */
    KEPT,
    /** The new one has its name. */
    SWAPPED
  }

  /** Hears of each moment. */
  interface Observer {
    Observer NONE = moment -> {};

    /** Hears of one. */
    void at(Moment moment);
  }

  private final StoreFile file;
  private final Clock clock;
  private final Observer observer;
  private final Path fresh;
  private final @Nullable Session old;
  private final @Nullable StoreException unreadable;

  private StoreReplacement(
      StoreFile file,
      Clock clock,
      Observer observer,
      @Nullable Session old,
      @Nullable StoreException unreadable) {
    this.file = file;
    this.clock = clock;
    this.observer = observer;
    this.fresh = OnlineBackup.temporaryFor(file.path());
    this.old = old;
    this.unreadable = unreadable;
  }

  /**
   * Begins to replace a store, which need not exist nor be readable.
   *
   * @throws StoreException with category BUSY, if it is open elsewhere, which changes nothing; IO,
   *     NEWER_VERSION and others if it cannot be opened though it is not damaged
   */
  public static StoreReplacement begin(Path file) {
    return begin(file, Clock.systemUTC(), Observer.NONE);
  }

  static StoreReplacement begin(Path file, Clock clock, Observer observer) {
    StoreFile storeFile = new StoreFile(file.toAbsolutePath(), OPEN_ELSEWHERE_TIMEOUT);
    deleteLeftOver(storeFile.path());
    Session old = null;
    StoreException unreadable = null;
    if (Files.exists(storeFile.path())) {
      try {
        // Brings an older version up, which carrying rows over relies on.
        SqliteStore.open(storeFile.path()).close();
        old = take(storeFile);
      } catch (StoreException e) {
        if (e.category() != Category.CORRUPT && e.category() != Category.NOT_A_DATABASE) {
          throw e;
        }
        unreadable = e;
      }
    }
    observer.at(Moment.TAKEN);
    return new StoreReplacement(storeFile, clock, observer, old, unreadable);
  }

  /**
   * In WAL mode every connection holds a lock for as long as it lives, so leaving that mode finds
   * them all. The lock that is taken then is kept until the session is closed.
   */
  private static Session take(StoreFile file) {
    Session session = null;
    try {
      session = file.connect("mode=rw");
      session.pragma("PRAGMA journal_mode=DELETE");
      session.pragma("PRAGMA main.locking_mode=EXCLUSIVE");
      session.execute("BEGIN EXCLUSIVE");
      session.execute("COMMIT");
      if (!session.pragma("PRAGMA journal_mode").equals("delete")) {
        throw openElsewhere(file, null);
      }
      return session;
    } catch (SQLException e) {
      if (session != null) {
        session.close();
      }
      throw SqliteErrors.isBusy(e)
          ? openElsewhere(file, e)
          : SqliteErrors.of(e, "be taken alone", "file=" + file.path());
    } catch (StoreException e) {
      if (session != null) {
        session.close();
      }
      throw e;
    }
  }

  private static StoreException openElsewhere(StoreFile file, @Nullable SQLException cause) {
    return new StoreException(
        Category.BUSY,
        "The store is open elsewhere, nothing was changed; end what uses it: file="
            + file.path()
            + ".",
        cause);
  }

  private static void deleteLeftOver(Path store) {
    Pattern temporary =
        Pattern.compile(
            Pattern.quote(String.valueOf(store.getFileName()))
                + "\\.[0-9a-f]{16}\\.tmp(-wal|-shm|-journal)?");
    Path folder = store.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path found : files.toList()) {
        if (temporary.matcher(String.valueOf(found.getFileName())).matches()) {
          Files.deleteIfExists(found);
        }
      }
    } catch (IOException e) {
      throw io("what an earlier replacement left cannot be deleted", folder, e);
    }
  }

  /** The new store's temporary file, to open, fill and close. */
  public Path fresh() {
    return fresh;
  }

  /** Whether there is an old store. */
  public boolean hasOld() {
    return old != null || unreadable != null;
  }

  /** Why the old store cannot be read; null if it can, or there is none. */
  public @Nullable StoreException unreadable() {
    return unreadable;
  }

  /**
   * Carries the rows of others over to the new store: those of the tables that the projection does
   * not write, and of the others those that the new store lacks. To be called once, with the new
   * store filled and closed.
   *
   * @param ledgerId the ledger that the new store was made from
   * @param beginningDropped whether it lacks what came before the ledger's first entry
   * @param keep whether they are to be kept; else they are only counted
   * @return how many rows of each table, where there are any
   * @throws StoreException with category CORRUPT, if the old store cannot be read
   */
  public SortedMap<String, Long> carryOver(
      String ledgerId, boolean beginningDropped, boolean keep) {
    if (unreadable != null) {
      throw unreadable;
    }
    SortedMap<String, Long> rows =
        old == null
            ? new TreeMap<>()
            : new CarriedRows(old, file, fresh).carry(ledgerId, beginningDropped, keep);
    observer.at(Moment.CARRIED_OVER);
    return rows;
  }

  /**
   * Puts the new store, filled and closed, in place of the old one.
   *
   * @return the name under which the old one is kept, or null if there was none
   * @throws StoreException if a step failed; the old one or the new one is there then, whole
   */
  public @Nullable Path swap() {
    try {
      completeFresh();
      observer.at(Moment.COMPLETE);
      Path kept = keepOld();
      observer.at(Moment.KEPT);
      refuseSideFiles();
      Files.move(
          fresh, file.path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      DurableFile.syncFolder(file.path());
      observer.at(Moment.SWAPPED);
      return kept;
    } catch (IOException e) {
      throw io("the new store cannot take the old one's place", file.path(), e);
    }
  }

  private void completeFresh() throws IOException {
    try (Session session = new StoreFile(fresh, file.busyTimeout()).connect("mode=rw")) {
      session.pragma("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be completed", "file=" + fresh);
    }
    for (String suffix : SIDE_FILES) {
      if (Files.exists(beside(fresh, suffix))) {
        throw new StoreException(
            Category.BUSY,
            "The new store is open still, nothing was changed; close it first: file="
                + fresh
                + ".");
      }
    }
    DurableFile.sync(fresh);
  }

  private @Nullable Path keepOld() throws IOException {
    if (!hasOld()) {
      return null;
    }
    Path kept = beside(file.path(), ".before-rebuild-" + NAME_TIME.format(clock.instant()));
    DurableFile.refuseExisting(kept);
    // What cannot be read may have a log, without which it is even less.
    for (String suffix : SIDE_FILES) {
      if (unreadable != null && Files.exists(beside(file.path(), suffix))) {
        Files.move(beside(file.path(), suffix), beside(kept, suffix));
      }
    }
    try {
      Files.createLink(kept, file.path());
    } catch (UnsupportedOperationException | IOException e) {
      // Not every file system has links; a copy is as good, and takes longer.
      Files.copy(file.path(), kept);
      DurableFile.sync(kept);
    }
    DurableFile.syncFolder(kept);
    return kept;
  }

  /** Another store's log beside the new one would be taken for its own. */
  private void refuseSideFiles() {
    for (String suffix : SIDE_FILES) {
      if (Files.exists(beside(file.path(), suffix))) {
        throw new StoreException(
            Category.BUSY,
            "The store was opened meanwhile, and stays as it is; end what uses it: file="
                + beside(file.path(), suffix)
                + ".");
      }
    }
  }

  private static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static StoreException io(String what, Path where, IOException cause) {
    return new StoreException(
        Category.IO,
        "The store was not replaced: " + what + "; check the folder: path=" + where + ".",
        cause);
  }

  /** Lets others in again, and deletes the new store unless it is in place. */
  @Override
  public void close() {
    try {
      if (old != null) {
        old.close();
      }
    } finally {
      for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
        try {
          Files.deleteIfExists(beside(fresh, suffix));
        } catch (IOException e) {
          // The next replacement deletes it.
        }
      }
    }
  }
}
