package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one writer's claim on a folder: an operating system lock on {@code writer.lock}, which dies
 * with the process. Not thread-safe.
 */
final class WriterLock implements AutoCloseable {
  static final String FILE_NAME = "writer.lock";

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting.
   *
   * @throws LedgerException with {@link Reason#LOCKED} if another writer holds it
   */
  static WriterLock acquire(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new WriterLock(channel);
      }
      channel.close();
      throw held(folder, null);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw held(folder, e);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new LedgerException(
          Reason.STORAGE,
          "the ledger's folder cannot be locked; check that it can be written to: path=" + file,
          e);
    }
  }

  private static LedgerException held(Path folder, @Nullable Throwable cause) {
    String message =
        "another live process writes to this ledger; give this one a folder of its own: path="
            + folder;
    return cause == null
        ? new LedgerException(Reason.LOCKED, message)
        : new LedgerException(Reason.LOCKED, message, cause);
  }

  private static void closeQuietly(@Nullable FileChannel channel, Exception reason) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /** Releases the lock; the file stays. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
