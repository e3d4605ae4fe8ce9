package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections that read, beside the one that writes: opened when needed, kept for the next.
 * Thread-safe; a thread that finds them all in use waits.
 */
final class Readers implements AutoCloseable {
  /** Reads are short; more connections would only take memory (2 MiB of cache each). */
  static final int MAX_READERS = 4;

  /** How often a read starts anew because somebody wrote under it. */
  static final int MAX_ATTEMPTS = 10;

  private final StoreFile file;
  private final Predicate<Session> check;
  private final Semaphore permits = new Semaphore(MAX_READERS, true);
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ReadOnlySession> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param check refuses a database that is none of ours, on each new connection; false if that
   *     must not be used twice
   */
  Readers(StoreFile file, Predicate<Session> check) {
    this.file = file;
    this.check = check;
  }

  /** Runs {@code work}, which may be run again, on what is committed. */
  <T> T read(Function<Session, T> work) {
    permits.acquireUninterruptibly();
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        Attempt<T> done = attempt(work);
        if (done != null) {
          return done.result();
        }
      }
      throw new StoreException(
          Category.BUSY,
          "The store kept changing while it was read; try again: file="
              + file.path()
              + " attempts="
              + MAX_ATTEMPTS
              + ".");
    } finally {
      permits.release();
    }
  }

  /** Waits for the reads under way and closes the connections. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    permits.acquireUninterruptibly(MAX_READERS);
    try {
      while (!idle.isEmpty()) {
        idle.pop().close();
      }
    } finally {
      permits.release(MAX_READERS);
    }
  }

  private record Attempt<T>(T result) {}

  /** One try; null where somebody wrote under it. */
  private <T> @Nullable Attempt<T> attempt(Function<Session, T> work) {
    ReadOnlySession kept = takeKept();
    ReadOnlySession reader = kept == null ? ReadOnlySession.open(file) : kept;
    boolean keep = false;
    try {
      boolean reusable = kept != null || check.test(reader.session());
      T result = work.apply(reader.session());
      boolean sound = reader.isSound();
      keep = sound && reusable;
      return sound ? new Attempt<>(result) : null;
    } catch (StoreException e) {
      if (reader.isSound()) {
        throw e;
      }
      return null;
    } finally {
      giveBack(reader, keep);
    }
  }

  /** One that was used before and can be used still; null where there is none. */
  private @Nullable ReadOnlySession takeKept() {
    for (ReadOnlySession kept = poll(); kept != null; kept = poll()) {
      if (kept.isFresh()) {
        return kept;
      }
      kept.close();
    }
    return null;
  }

  private @Nullable ReadOnlySession poll() {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException(
            Category.CLOSED, "The store is closed; open it again: file=" + file.path() + ".");
      }
      return idle.poll();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(ReadOnlySession reader, boolean keep) {
    if (!keep) {
      reader.close();
      return;
    }
    lock.lock();
    try {
      idle.push(reader);
    } finally {
      lock.unlock();
    }
  }
}
