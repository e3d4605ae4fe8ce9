package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in memory-mapped Chronicle Queue files: one folder, one writer. Thread-safe.
 *
 * <p>An append is one copy into the mapped file, so it survives {@code kill -9} when it returns;
 * {@link #finish}, or {@link Durability#FSYNC}, makes it survive a power cut. Roll files are daily
 * or hourly.
 */
public final class ChronicleLedger extends ChainedLedger {
  /** The sub-folder with the roll files. */
  static final String QUEUE_FOLDER = "ledger";

  /** A mapping must hold the longest entry in its overlap, a quarter of this. */
  private static final long BLOCK_BYTES = 256L << 20;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** A shutdown must not take longer. */
  private static final Duration SEAL_TIMEOUT = Duration.ofSeconds(5);

  private final Path folder;
  private final WriterLock writerLock;
  private final SingleChronicleQueue queue;
  private final WritingEnd end;
  private final @Nullable SharedSync disk;
  private final RollFiles rollFiles;
  private @Nullable Checkpointer checkpointer;
  private boolean isNew;

  /** Roll files of lower names are complete, and were synced since. */
  private volatile String syncedFrom = "";

  private ChronicleLedger(
      Path folder,
      LedgerSettings settings,
      WriterLock writerLock,
      SingleChronicleQueue queue,
      WritingEnd end) {
    super(settings, folder);
    this.folder = folder;
    this.writerLock = writerLock;
    this.queue = queue;
    this.rollFiles = new RollFiles(folder, queue);
    this.end = end;
    this.disk = end.disk();
  }

  /**
   * Opens the ledger in {@code folder} for writing; makes both where they do not exist. The chain
   * goes on behind the last entry.
   *
   * @param folder holds one ledger, see {@code docs/format.md}
   * @throws LedgerException {@link Reason#LOCKED} if another writer holds the folder, {@link
   *     Reason#DAMAGED} if it does not end in an intact entry, {@link Reason#STORAGE} if it cannot
   *     be read or written
   */
  public static ChronicleLedger open(Path folder, LedgerSettings settings) {
    return open(folder, settings, new DiskFiles());
  }

  static ChronicleLedger open(Path folder, LedgerSettings settings, DurableFiles files) {
    createFolder(folder);
    WriterLock lock = WriterLock.acquire(folder);
    SingleChronicleQueue queue = null;
    WritingEnd end = null;
    Path queueFolder = folder.resolve(QUEUE_FOLDER);
    try {
      QueueLocks.release(queueFolder);
      finishPruning(folder, settings.sealing(), files);
      NewQueue.prepare(queueFolder);
      RollClock clock = new RollClock(Math.floorDiv(settings.clock().nanos(), NANOS_PER_MILLI));
      queue = openQueue(queueFolder, clock, settings.roll());
      end = new WritingEnd(queueFolder, queue, clock, settings.durability());
      ChronicleLedger ledger = new ChronicleLedger(folder, settings, lock, queue, end);
      ledger.start(settings, files);
      return ledger;
    } catch (LedgerException | Error e) {
      closeAfterFailure(end, queue, lock, e);
      throw e;
    } catch (RuntimeException | IOException e) {
      closeAfterFailure(end, queue, lock, e);
      throw storage("the ledger cannot be opened", folder, e);
    }
  }

  /** Deletes what a prune that died had to delete. Where that fails it is harmless. */
  private static void finishPruning(Path folder, @Nullable Sealing sealing, DurableFiles files) {
    try {
      new PrunedFolder(folder).deleteLeftOver(files);
    } catch (IOException e) {
      if (sealing != null) {
        sealing.trouble().accept("deleting roll files that were pruned, tried again at a start", e);
      }
    }
  }

  /** Writes the first entries, and has them and all others signed. */
  private void start(LedgerSettings settings, DurableFiles files) throws IOException {
    Sealing sealing = settings.sealing();
    DamagedEnd damaged = null;
    LedgerHead last;
    try {
      last = recover();
    } catch (LedgerException e) {
      damaged = e.reason() == Reason.DAMAGED ? rollFiles.damagedEnd() : null;
      if (damaged == null) {
        throw e;
      }
      last = damaged.head();
    }
    isNew = last == null;
    // Before a first key is made: it would take the place of one that is still needed.
    Seals.requireSigned(folder, last, files);
    LedgerIdentity identity =
        isNew ? LedgerIdentity.create(settings) : Retention.identity(folder, rollFiles);
    if (sealing != null && isNew) {
      identity = Seals.begin(folder, identity, sealing, files);
    }
    if (damaged != null) {
      end.leaveFile();
    }
    begin(identity, last, damaged);
    if (sealing != null && identity.genesis() != null) {
      checkpointer = Seals.follow(this, queue, sealing, files, isNew);
    }
  }

  private static SingleChronicleQueue openQueue(
      Path queueFolder, RollClock clock, RollInterval roll) {
    return SingleChronicleQueueBuilder.binary(queueFolder)
        .rollCycle(roll.cycle())
        .blockSize(BLOCK_BYTES)
        .timeProvider(clock)
        .checkInterrupts(false)
        .build();
  }

  private static void closeAfterFailure(
      @Nullable WritingEnd end,
      @Nullable SingleChronicleQueue queue,
      WriterLock lock,
      Throwable reason) {
    try (lock) {
      if (end != null) {
        end.close();
      }
      if (queue != null) {
        queue.close();
      }
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder.resolve(QUEUE_FOLDER));
    } catch (IOException e) {
      throw storage("the ledger's folder cannot be made", folder, e);
    }
  }

  private static LedgerException storage(String what, Path path, Exception cause) {
    return new LedgerException(
        Reason.STORAGE,
        what + "; check its rights and the space on its disk: path=" + path + ": " + cause,
        cause);
  }

  /** The key that verifies the ledger from its beginning, or null if it is not sealed. */
  public @Nullable VerifierKey verifierKey() {
    return identity().genesis();
  }

  /** Whether the ledger was made by this opening. */
  public boolean isNew() {
    return isNew;
  }

  /** How many entries a signed checkpoint covers, 0 where the ledger is not sealed. */
  public long sealedSize() {
    Checkpointer signing = checkpointer;
    return signing == null ? 0 : signing.sealedSize();
  }

  /** When the last checkpoint of this opening was signed, or null if there is none yet. */
  public @Nullable Instant sealedAt() {
    Checkpointer signing = checkpointer;
    return signing == null ? null : signing.sealedAt();
  }

  /** How long the checkpoints of this opening took to be signed and written. */
  public DurationCounts checkpointTimes() {
    Checkpointer signing = checkpointer;
    return signing == null ? new CheckpointTimes().counts() : signing.times();
  }

  /**
   * How often this opening found that the ledger is not what was written: that its last entry was
   * changed before it began, that entries were gone while it was written, and that its entries are
   * not those that were signed.
   */
  @Override
  public int continuityBreaks() {
    Checkpointer signing = checkpointer;
    return super.continuityBreaks() + (signing != null && signing.foundDamage() ? 1 : 0);
  }

  /** The folder that this ledger lives in. */
  public Path folder() {
    return folder;
  }

  @Override
  void makeRoom(int length, long nanos) {
    end.makeRoom(length, nanos);
  }

  @Override
  void write(byte[] excerpt, int length) {
    end.write(excerpt, length);
  }

  @Override
  void wrote(long seq) {
    if (disk != null) {
      disk.wrote(seq);
    }
  }

  @Override
  void settle(long seq) {
    if (disk != null) {
      disk.await(seq);
    }
  }

  @Override
  void sync() {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve(QUEUE_FOLDER), "*.cq4*")) {
      String newest = syncedFrom;
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.compareTo(syncedFrom) >= 0) {
          // fsync writes back the dirty pages of mappings too, see fsync(2) and mmap(2).
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }
        if (name.endsWith(SingleChronicleQueue.SUFFIX) && name.compareTo(newest) > 0) {
          newest = name;
        }
      }
      syncedFrom = newest;
    } catch (IOException e) {
      throw storage("the ledger could not be synced to disk", folder, e);
    }
  }

  @Override
  void repair() {
    end.renew();
  }

  @Override
  @Nullable LedgerHead recover() {
    Entry last = rollFiles.last();
    return last == null ? null : new LedgerHead(last.seq(), last.hash());
  }

  @Override
  void seal() {
    Checkpointer signing = checkpointer;
    if (signing != null) {
      // What is not signed in time is at the next start.
      signing.seal(head().seq() + 1, SEAL_TIMEOUT);
    }
  }

  @Override
  void unfollow() {
    if (checkpointer != null) {
      checkpointer.stop(SEAL_TIMEOUT);
    }
  }

  @Override
  public LedgerCursor read(long fromSeq) {
    failIfClosed();
    return new ChronicleCursor(folder, queue, fromSeq);
  }

  @Override
  void release() {
    try (writerLock) {
      end.close();
      queue.close();
    } catch (IOException e) {
      throw storage("the ledger's lock could not be released", folder, e);
    }
  }
}
