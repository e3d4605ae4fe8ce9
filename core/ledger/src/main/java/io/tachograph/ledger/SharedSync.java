package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fsync for all who wait for the disk: whoever comes first syncs for everything that is written
 * by then; those who came meanwhile find themselves covered, or the first of them syncs for the
 * rest. Thread-safe.
 *
 * <p>By {@link java.io.FileDescriptor#sync}, which no interrupt of a host's thread can turn into a
 * closed file. It writes back the pages of mappings too, see fsync(2).
 */
final class SharedSync implements AutoCloseable {
  private static final long NOTHING = -1;
  private static final long WAIT_NANOS = 30_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile long written = NOTHING;
  private volatile long synced = NOTHING;
  // Guarded by the lock.
  private @Nullable RandomAccessFile file;
  private @Nullable Path path;
  private boolean syncing;
  private long failedUpTo = NOTHING;

  /**
   * Everything from now on is written to this file; what went to the one before is waited for. The
   * writer calls it under the ledger's lock.
   */
  void follow(Path next) {
    lock.lock();
    try {
      if (next.equals(path)) {
        return;
      }
      awaitOthers(Long.MAX_VALUE);
      RandomAccessFile old = file;
      if (old != null) {
        try (old) {
          old.getFD().sync();
        }
      }
      file = new RandomAccessFile(next.toFile(), "rw");
      path = next;
      syncFolder(next);
    } catch (IOException e) {
      failedUpTo = written;
      throw failed(e);
    } finally {
      lock.unlock();
    }
  }

  /** A name is durable when its folder is, see fsync(2). */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The entries up to this one are in the mapped file. The writer calls it under its lock. */
  void wrote(long seq) {
    written = seq;
  }

  /**
   * Returns when an entry is on the disk.
   *
   * @throws LedgerException with {@link Reason#STORAGE} if the disk failed; the entry is in the
   *     ledger all the same
   */
  void await(long seq) {
    if (synced >= seq) {
      return;
    }
    StackRoom.require();
    RandomAccessFile current;
    long covers;
    lock.lock();
    try {
      if (isSyncedAfterWaiting(seq)) {
        return;
      }
      current = file;
      if (current == null) {
        throw new LedgerException(Reason.CLOSED, "the ledger is closed: path=" + path);
      }
      syncing = true;
      covers = written;
    } finally {
      lock.unlock();
    }
    // For all who are written by now; those who come meanwhile wait for the next one together.
    IOException failure = null;
    try {
      current.getFD().sync();
    } catch (IOException e) {
      failure = e;
    }
    lock.lock();
    try {
      syncing = false;
      if (failure == null) {
        synced = covers;
      } else {
        failedUpTo = covers;
      }
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    if (failure != null) {
      throw failed(failure);
    }
  }

  /** Waits while somebody else syncs; false if it is the caller's turn then. */
  private boolean isSyncedAfterWaiting(long seq) {
    awaitOthers(seq);
    if (seq <= failedUpTo) {
      // The kernel tells of lost pages once; a second fsync would succeed and mean nothing.
      throw failed(null);
    }
    return synced >= seq;
  }

  /** Waits while somebody else syncs and this entry is not yet covered. */
  private void awaitOthers(long seq) {
    long end = System.nanoTime() + WAIT_NANOS;
    boolean interrupted = false;
    while (syncing && synced < seq && failedUpTo < seq) {
      try {
        if (ended.awaitNanos(end - System.nanoTime()) <= 0) {
          throw failed(null);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private LedgerException failed(@Nullable IOException cause) {
    String message =
        "the disk did not take what was written, though it is in the ledger; look at the disk: path="
            + path;
    return cause == null
        ? new LedgerException(Reason.STORAGE, message)
        : new LedgerException(Reason.STORAGE, message + ": " + cause.getMessage(), cause);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      awaitOthers(Long.MAX_VALUE);
      RandomAccessFile open = file;
      file = null;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
