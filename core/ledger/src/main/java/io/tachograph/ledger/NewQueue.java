package io.tachograph.ledger;

import io.tachograph.format.ExcerptLayout;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes room for what Chronicle writes when it opens a queue, before it maps it. */
final class NewQueue {
  /** How long Chronicle makes it. */
  private static final long METADATA_BYTES = 128L << 10;

  /** Chronicle's own header and indexes take up more: no entry stands before. */
  private static final long NO_ENTRY_BEFORE_BYTES = 64L << 10;

  private NewQueue() {}

  /**
   * Call it while holding the writer lock, before the queue is opened. A file of zeros is as good
   * to Chronicle as none.
   *
   * @throws LedgerException with {@link Reason#STORAGE} if there is no space
   */
  static void prepare(Path queueFolder) {
    Path metadata = queueFolder.resolve(QueueLocks.METADATA_FILE);
    try (ZeroFill zeros = new ZeroFill(metadata, false)) {
      zeros.fill(0, METADATA_BYTES);
      setAsideUnborn(queueFolder);
    } catch (IOException e) {
      throw new LedgerException(
          Reason.STORAGE,
          "a ledger cannot be opened; check its rights and the space on its disk: path="
              + metadata
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * A process that died while it began a roll file left one that Chronicle would wait for, and then
   * rename in the same way.
   */
  private static void setAsideUnborn(Path queueFolder) throws IOException {
    Path last = null;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(queueFolder, "*.cq4")) {
      for (Path file : files) {
        last = last == null || file.compareTo(last) > 0 ? file : last;
      }
    }
    if (last != null && isUnborn(last)) {
      Files.move(
          last,
          last.resolveSibling(
              last.getFileName() + "-" + Files.getLastModifiedTime(last).toMillis() + ".discard"));
    }
  }

  /**
   * Whether the file's first header was never completed, and nothing stands where entries would.
   */
  private static boolean isUnborn(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      int header = file.length() < Integer.BYTES ? 0 : Integer.reverseBytes(file.readInt());
      if (header != 0 && (header & ExcerptLayout.INCOMPLETE_BIT) == 0) {
        return false;
      }
      byte[] bytes = new byte[1 << 16];
      file.seek(header == 0 ? 0 : Math.min(NO_ENTRY_BEFORE_BYTES, file.length()));
      for (int read = file.read(bytes); read > 0; read = file.read(bytes)) {
        for (int i = 0; i < read; i++) {
          if (bytes[i] != 0) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
