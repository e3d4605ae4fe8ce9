package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes, and its transactions, one at a time. Thread-safe. A connection
 * that cannot even roll back is dropped, and the next transaction opens another.
 */
final class Writer implements AutoCloseable {
  private final StoreFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final WriteTurns turns = new WriteTurns();
  private final LogBound logBound;
  private @Nullable Session session;
  private boolean closed;

  /**
   * @param session opened by {@link WriterOpening}; this owns it from now on
   */
  Writer(StoreFile file, Session session) {
    this.file = file;
    this.logBound = new LogBound(file, LogBound.MAX_LOG_BYTES);
    this.session = session;
  }

  /**
   * Runs {@code work} in a transaction, which is committed when it returns and rolled back when it
   * throws.
   *
   * @throws IllegalStateException if this thread is in a transaction already
   */
  <T> T transaction(Function<Session, T> work) {
    return outsideOfTransaction(
        writing -> {
          turns.begin();
          writing.begin();
          T result;
          try {
            result = work.apply(writing);
            writing.commit();
          } catch (Throwable failure) {
            rollback(writing, failure);
            throw failure;
          } finally {
            turns.end();
          }
          logBound.keep(writing);
          return result;
        });
  }

  /**
   * Runs {@code work} with no transaction open, for what SQLite does not do in one; nobody else
   * uses the connection meanwhile.
   *
   * @throws IllegalStateException if this thread is in a transaction already
   */
  <T> T outsideOfTransaction(Function<Session, T> work) {
    refuseInside("write");
    lock.lock();
    try {
      if (closed) {
        throw new StoreException(
            Category.CLOSED, "The store is closed; open it again: file=" + file.path() + ".");
      }
      Session writing = session == null ? WriterOpening.open(file) : session;
      session = writing;
      return work.apply(writing);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the transaction under way and closes the connection. */
  @Override
  public void close() {
    refuseInside("close");
    lock.lock();
    try {
      closed = true;
      if (session != null) {
        session.close();
        session = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void rollback(Session writing, Throwable failure) {
    try {
      writing.rollback();
    } catch (StoreException e) {
      failure.addSuppressed(e);
      session = null;
      try {
        writing.close();
      } catch (StoreException closing) {
        failure.addSuppressed(closing);
      }
    }
  }

  /** Refuses what would wait for itself. */
  void refuseInside(String what) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "the store was asked to " + what + " inside of a write; use the StoreWriter at hand");
    }
  }
}
