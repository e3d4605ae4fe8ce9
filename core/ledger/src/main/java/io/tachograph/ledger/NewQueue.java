package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** Makes room for what Chronicle writes when it opens a queue, before it maps it. */
final class NewQueue {
  /** How long Chronicle makes it. */
  private static final long METADATA_BYTES = 128L << 10;

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
}
