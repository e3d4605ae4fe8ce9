package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import io.tachograph.store.StoreFile.Look;
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

  /** The longest time between two attempts of a read, under which somebody wrote. */
  private static final long MAX_PAUSE_NANOS = 10 * BusyWait.MAX_PAUSE_NANOS;

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
      long since = System.nanoTime();
      for (int attempts = 1; ; attempts++) {
        try {
          return attempt(work);
        } catch (DisturbedException e) {
          if (System.nanoTime() - since >= file.busyTimeout().toNanos()) {
            throw changing(attempts, e);
          }
        }
        BusyWait.pause(Math.min(attempts * BusyWait.MAX_PAUSE_NANOS, MAX_PAUSE_NANOS));
      }
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

  /** Somebody wrote under a read: what it gave, or threw, is no answer. */
  private static final class DisturbedException extends Exception {
    private static final long serialVersionUID = 1L;

    DisturbedException(@Nullable StoreException thrown) {
      super("somebody wrote under a read", thrown);
    }
  }

  private <T> T attempt(Function<Session, T> work) throws DisturbedException {
    ReadOnlySession kept = takeKept();
    ReadOnlySession reader = kept == null ? open() : kept;
    boolean keep = false;
    try {
      boolean reusable = kept != null || check.test(reader.session());
      T result = work.apply(reader.session());
      if (!reader.isSound()) {
        throw new DisturbedException(null);
      }
      keep = reusable;
      return result;
    } catch (StoreException e) {
      if (reader.isUndisturbed()) {
        throw e;
      }
      throw new DisturbedException(e);
    } finally {
      giveBack(reader, keep);
    }
  }

  /** Opens one; what it finds may be gone by the time it is opened. */
  private ReadOnlySession open() throws DisturbedException {
    Look before = file.look();
    try {
      return ReadOnlySession.open(file);
    } catch (StoreException e) {
      if (file.look().equals(before)) {
        throw e;
      }
      throw new DisturbedException(e);
    }
  }

  private StoreException changing(int attempts, DisturbedException last) {
    return new StoreException(
        Category.BUSY,
        "The store kept changing while it was read; try again: file="
            + file.path()
            + " attempts="
            + attempts
            + ".",
        last);
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
