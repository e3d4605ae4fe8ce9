package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps writers away from a ledger for as long as this is open, and neither reads nor changes it:
 * for work on what stands beside it. For one thread.
 */
public final class LedgerClaim implements AutoCloseable {
  private final Path folder;
  private final WriterLock lock;

  private LedgerClaim(Path folder, WriterLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Claims a ledger without waiting.
   *
   * @param folder holds a ledger; no ledger is made in it
   * @throws LedgerException {@link Reason#LOCKED} if a live process writes to it, {@link
   *     Reason#STORAGE} if there is none, or it cannot be locked
   */
  public static LedgerClaim hold(Path folder) {
    return hold(folder, "try again when it has ended");
  }

  /**
   * Whether a live process writes to a ledger. Changes nothing, but asks by holding what a writer
   * wants for a moment: one that starts in that moment takes the next folder.
   *
   * @throws IOException if that cannot be told
   */
  public static boolean isHeld(Path folder) throws IOException {
    Path file = folder.resolve(WriterLock.FILE_NAME);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException e) {
      // By this process.
      return true;
    }
  }

  /** The same, with what to do where a live process has it. */
  static LedgerClaim hold(Path folder, String advice) {
    if (!Files.isDirectory(folder.resolve(ChronicleLedger.QUEUE_FOLDER))) {
      throw new LedgerException(
          Reason.STORAGE,
          "no ledger here: a ledger is a folder that holds a folder named ledger: path=" + folder);
    }
    try {
      return new LedgerClaim(folder, WriterLock.acquire(folder));
    } catch (LedgerException e) {
      if (e.reason() != Reason.LOCKED) {
        throw e;
      }
      throw new LedgerException(
          Reason.LOCKED,
          "a live process writes to this ledger, nothing was changed; "
              + advice
              + ": path="
              + folder,
          e);
    }
  }

  /** Lets writers in again. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new LedgerException(
          Reason.STORAGE, "the ledger's lock could not be released: path=" + folder, e);
    }
  }
}
