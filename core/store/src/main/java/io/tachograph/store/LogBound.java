package io.tachograph.store;

import java.time.Duration;

/**
 * Keeps the write-ahead log from growing without end. SQLite copies it into the database as it goes
 * and begins it anew when nobody reads from it; among readers that come and go without a break that
 * moment may never come. So a log that has grown long is emptied while new readers are kept off it.
 * Guarded by the writer's lock.
 */
final class LogBound {
  /** From this length on the log is emptied. SQLite itself would begin anew at 4 MiB. */
  static final long MAX_LOG_BYTES = 64L << 20;

  /** Transactions between two looks at it. */
  static final int LOOK_EVERY = 16;

  /** How long to wait for those that write and read; they wait for this, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final StoreFile file;
  private final long maxLogBytes;
  private int transactions;
  private long limitBytes;

  LogBound(StoreFile file, long maxLogBytes) {
    this.file = file;
    this.maxLogBytes = maxLogBytes;
    limitBytes = maxLogBytes;
  }

  /** To be called after each transaction, outside of it. */
  void keep(Session session) {
    if (++transactions % LOOK_EVERY != 0) {
      return;
    }
    long length = file.logBytes();
    if (length < limitBytes) {
      return;
    }
    // Where a reader stays, the next attempt waits until the log is a quarter longer still.
    limitBytes = session.emptyLog(PATIENCE) ? maxLogBytes : length + length / 4;
  }
}
