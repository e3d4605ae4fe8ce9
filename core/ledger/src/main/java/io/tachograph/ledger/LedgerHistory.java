package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * The entries of a ledger that nobody writes to, to look at them without adding one. Holds the
 * writer's lock until it is closed. For one thread.
 */
public final class LedgerHistory implements AutoCloseable {
  private final Path folder;
  private final WriterLock lock;
  private final SingleChronicleQueue queue;

  private LedgerHistory(Path folder, WriterLock lock, SingleChronicleQueue queue) {
    this.folder = folder;
    this.lock = lock;
    this.queue = queue;
  }

  /** Whether the folder holds a ledger. */
  public static boolean isLedger(Path folder) {
    return Files.isDirectory(folder.resolve(ChronicleLedger.QUEUE_FOLDER));
  }

  /**
   * Opens the ledger in {@code folder}.
   *
   * @param folder {@linkplain #isLedger holds a ledger}
   * @throws LedgerException {@link Reason#LOCKED} if a live process writes to it, {@link
   *     Reason#STORAGE} if it cannot be read
   */
  public static LedgerHistory open(Path folder) {
    if (!isLedger(folder)) {
      throw new LedgerException(
          Reason.STORAGE,
          "no ledger here: a ledger is a folder that holds a folder named ledger: path=" + folder);
    }
    WriterLock lock = WriterLock.acquire(folder);
    try {
      // What a writer that died while it began has left is in the way of readers, too.
      NewQueue.prepare(folder.resolve(ChronicleLedger.QUEUE_FOLDER));
      return new LedgerHistory(folder, lock, Retention.openQueue(folder));
    } catch (RuntimeException | Error e) {
      try {
        lock.close();
      } catch (IOException failure) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  /** A cursor, as {@link Ledger#read} gives it. */
  public LedgerCursor read(long fromSeq) {
    return new ChronicleCursor(folder, queue, fromSeq);
  }

  /** Gives the ledger back. */
  @Override
  public void close() {
    try (lock) {
      queue.close();
    } catch (IOException e) {
      throw new LedgerException(
          Reason.STORAGE, "the ledger's lock could not be released: path=" + folder, e);
    }
  }
}
