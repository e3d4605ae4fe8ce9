package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mission store in one SQLite file, in WAL mode: one connection that writes, and some that read
 * beside it without waiting for it. Thread-safe; several processes may have the same file open.
 *
 * <p>Each operation is a transaction of its own; {@link #write} and {@link #apply} join several. A
 * committed transaction survives the death of the process. A power cut may take the last ones, but
 * never a part of one.
 *
 * <p>Times are kept to the microsecond. Everything throws {@link StoreException}; after one the
 * store stays usable.
 */
public final class SqliteStore extends StoreTables implements AutoCloseable {
  /**
   * How long an operation waits for another process's transaction. Among processes that only write
   * on and on each comes to its turn in a fraction of a second; a process that takes longer hangs.
   */
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  private final StoreFile file;
  private final Clock clock;
  private final @Nullable Writer writer;
  private final Readers readers;
  private final OwnTransaction access;

  private SqliteStore(StoreFile file, Clock clock, @Nullable Writer writer) {
    this(
        new OwnTransaction(
            file, writer, new Readers(file, session -> OlderSchema.read(session, file.path()))),
        clock);
  }

  private SqliteStore(OwnTransaction access, Clock clock) {
    super(access, clock);
    this.access = access;
    this.clock = clock;
    file = access.file();
    writer = access.writer();
    readers = access.readers();
  }

  /**
   * Opens a store to read and write; where there is none it is created, with its folder. One of an
   * older version is migrated, after a backup is made beside it: {@code <file>.v<version>.bak}. A
   * store of up to 16 MiB, and one to migrate, is checked in whole by SQLite's integrity check.
   *
   * @throws StoreException with category NOT_A_DATABASE, NEWER_VERSION or CORRUPT, if the file is
   *     none that this release reads, which leaves it as it is; BUSY, READ_ONLY, DISK_FULL, IO
   */
  public static SqliteStore open(Path file) {
    return open(file, Clock.systemUTC());
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param clock says what of the memory has expired
   */
  public static SqliteStore open(Path file, Clock clock) {
    return open(file, clock, BUSY_TIMEOUT);
  }

  static SqliteStore open(Path file, Clock clock, Duration busyTimeout) {
    StoreFile storeFile = new StoreFile(file.toAbsolutePath(), busyTimeout);
    return new SqliteStore(storeFile, clock, new Writer(storeFile, WriterOpening.open(storeFile)));
  }

  /**
   * Opens a store to read only. Nothing is created or changed in its folder, which need not be
   * writable; another process may write to the store meanwhile. One of an older version is read as
   * if it were of this one, and not migrated: what its version does not have is empty.
   *
   * @throws StoreException with category NOT_FOUND, if there is no such file; else as {@link
   *     #open(Path)}
   */
  public static SqliteStore openReadOnly(Path file) {
    return openReadOnly(file, Clock.systemUTC());
  }

  /**
   * As {@link #openReadOnly(Path)}.
   *
   * @param clock says what of the memory has expired
   */
  public static SqliteStore openReadOnly(Path file, Clock clock) {
    StoreFile storeFile = new StoreFile(file.toAbsolutePath(), BUSY_TIMEOUT);
    SqliteStore store = new SqliteStore(storeFile, clock, null);
    try {
      // Opens a connection, and so refuses what must be refused.
      store.readers.read(
          session -> {
            Integrity.refuseDamaged(session, storeFile.path(), false);
            return true;
          });
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  /** The store's file, absolute. */
  public Path file() {
    return file.path();
  }

  /** The seq of the last entry of that ledger that is applied here; empty where none is. */
  public OptionalLong appliedSeq(String ledgerId) {
    return new ProjectionPositions(access).appliedSeq(ledgerId);
  }

  /** How large the store is, at one moment. */
  public StoreStats stats() {
    return readers.read(session -> StoreStats.read(session, file));
  }

  /**
   * Copies what is committed to a file, while others read and write; the copy is checked and on the
   * disk when this returns. A crash leaves the target absent, or whole. Also of a store that is
   * opened read-only.
   *
   * @param target in a folder that exists; nothing may have that name
   * @throws StoreException with category ALREADY_EXISTS, if something has that name; CORRUPT, if
   *     the database is damaged; IO, DISK_FULL
   */
  public void backup(Path target) {
    OnlineBackup.make(
        target.toAbsolutePath(),
        copy ->
            readers.read(
                session -> {
                  session.copyTo(copy);
                  return copy;
                }));
  }

  /**
   * Writes the database anew without its free pages, and gives their room back to the disk. Needs
   * room for a second copy meanwhile; who writes waits for it, who reads does not.
   *
   * @return the sizes; while another process reads, a part stays in the log until later
   * @throws StoreException with category BUSY, if another process writes for long; DISK_FULL
   */
  public SizeChange vacuum() {
    return access.writing().outsideOfTransaction(session -> Vacuum.run(session, file));
  }

  /**
   * Runs {@code work} in one transaction, which is committed when it returns; when it throws, all
   * of it is rolled back and what it threw comes out here. Others that write wait meanwhile, so
   * nothing slow belongs in it.
   *
   * @return what {@code work} returned
   * @throws IllegalStateException if this thread is inside of a write already
   */
  public <T> T write(Function<StoreWriter, T> work) {
    return access.write(
        session -> {
          StoreWriter storeWriter = new StoreWriter(session, clock);
          try {
            return work.apply(storeWriter);
          } finally {
            storeWriter.end();
          }
        });
  }

  /** As {@link #write}, for work that returns nothing. */
  public void apply(Consumer<StoreWriter> work) {
    write(
        storeWriter -> {
          work.accept(storeWriter);
          return true;
        });
  }

  /**
   * Waits for what is under way and closes all connections. Afterwards everything but this throws
   * {@link StoreException} with category CLOSED.
   *
   * @throws IllegalStateException if this thread is inside of a write
   */
  @Override
  public void close() {
    // The writer's connection is the last to go: that one empties the log into the database.
    if (writer != null) {
      writer.refuseInside("close");
    }
    try {
      readers.close();
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
  }

  /**
   * A transaction for each operation.
   *
   * @param writer null where the store is only read
   */
  private record OwnTransaction(StoreFile file, @Nullable Writer writer, Readers readers)
      implements Access {
    @Override
    public <T> T read(Function<Session, T> work) {
      return readers.read(work);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
      return writing().transaction(work);
    }

    Writer writing() {
      if (writer == null) {
        throw new StoreException(
            Category.READ_ONLY,
            "The store was opened read-only; open it for writing: file=" + file.path() + ".");
      }
      return writer;
    }
  }
}
