package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps space allocated and touched ahead of the writer, so that an append meets neither a page
 * fault nor the SIGBUS of a full disk: a thread of ours goes ahead, and the writer never steps
 * behind {@link #limit}. Where the thread was too slow the writer allocates a piece itself; where
 * that fails, it is a {@link LedgerException} and nothing was touched.
 *
 * <p>How far ahead follows the rate: touched pages are resident memory. The methods are the
 * writer's, under the ledger's lock; the thread owns everything else together with {@link
 * #growing}.
 */
final class SpaceAhead implements AutoCloseable {
  /** Ahead of a writer at rest. */
  static final long LEAST_BYTES = 4L << 20;

  private static final long MOST_BYTES = 64L << 20;

  /** What is allocated while holding {@link #growing}; the writer may be waiting for it. */
  private static final long PIECE_BYTES = 256L << 10;

  /** So long must the space last if the thread gets no processor. */
  private static final long COVERED_NANOS = 80_000_000L;

  private static final long BUSY_NAP_NANOS = 1_000_000L;
  private static final long RETRY_NAP_NANOS = 100_000_000L;
  private static final long IN_PLACE_CHECK_NANOS = 1_000_000_000L;
  private static final int QUIET_NAPS_BEFORE_REST = 100;
  private static final long WAIT_SECONDS = 10;

  /** Fair: the thread takes it again and again, and the writer must not wait for all of that. */
  private final ReentrantLock growing = new ReentrantLock(true);

  private final Thread thread;
  private @Nullable TouchedFile file;
  private final AtomicLong position = new AtomicLong();
  private volatile long allocated;
  private volatile long limit;
  private volatile boolean taken;
  private volatile boolean stopped;

  SpaceAhead() {
    thread = new Thread(this::run, "tachograph-toucher");
    thread.setDaemon(true);
    thread.start();
  }

  /** The writer asks before it writes behind this offset of its file. */
  long limit() {
    return limit;
  }

  /** The writer is here now. */
  void moved(long offset) {
    position.lazySet(offset);
  }

  /**
   * From now on it is this file.
   *
   * @param store Chronicle's view of it; becomes ours to close
   * @param end where the writer goes on in it
   * @param allocatedTo up to where it has blocks, a multiple of a page; 0 if that is not known
   */
  void follow(SingleChronicleQueueStore store, long end, long allocatedTo) throws IOException {
    lockGrowing(store.file().toPath());
    try {
      forget();
      file = new TouchedFile(store, allocatedTo > 0);
      position.lazySet(end);
      allocated = Math.max(allocatedTo, ZeroFill.pageDown(end));
      taken = false;
      limit = allocated;
    } finally {
      growing.unlock();
    }
    LockSupport.unpark(thread);
  }

  /**
   * Returns when the writer may write up to {@code end}.
   *
   * @throws LedgerException with {@link Reason#STORAGE} if there is no space; nothing was touched
   */
  void require(long end) {
    StackRoom.require();
    Path path = path();
    lockGrowing(path);
    try {
      TouchedFile current = file;
      if (current == null) {
        throw new LedgerException(Reason.CLOSED, "the roll file is closed: path=" + path);
      }
      failIfTaken(current);
      while (allocated < end) {
        allocated = current.allocate(allocated, ZeroFill.pageUp(end) + PIECE_BYTES);
      }
      limit = allocated;
    } catch (IOException e) {
      throw new LedgerException(
          Reason.STORAGE,
          "there is no space for more entries, nothing was appended; make room on its disk: path="
              + path
              + " offset="
              + allocated
              + ": "
              + e.getMessage(),
          e);
    } finally {
      growing.unlock();
    }
    LockSupport.unpark(thread);
  }

  private void failIfTaken(TouchedFile current) {
    if (taken && !current.isInPlace()) {
      throw new LedgerException(
          Reason.STORAGE,
          "the roll file that is written to was moved or deleted, nothing was appended; put it back,"
              + " or restart this process to begin anew: path="
              + current.path());
    }
    taken = false;
  }

  private @Nullable Path path() {
    TouchedFile current = file;
    return current == null ? null : current.path();
  }

  private void lockGrowing(@Nullable Path path) {
    boolean interrupted = Thread.interrupted();
    try {
      if (growing.tryLock() || growing.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      interrupted = true;
      if (growing.tryLock()) {
        return;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw new LedgerException(
        Reason.STORAGE,
        "allocating space takes too long, nothing was appended; look for what the disk waits for:"
            + " path="
            + path);
  }

  private void run() {
    while (!stopped) {
      try {
        stayAhead();
      } catch (VirtualMachineError e) {
        // The host has used up its heap. A thread that ends of that prints, and does not come back.
        LockSupport.parkNanos(this, RETRY_NAP_NANOS);
      }
    }
  }

  private void stayAhead() {
    long seen = 0;
    long seenAt = System.nanoTime();
    long checkedAt = seenAt;
    long ahead = LEAST_BYTES;
    int quietNaps = 0;
    while (!stopped) {
      long now = System.nanoTime();
      long at = position.get();
      long moved = Math.max(0, at - seen);
      long wanted = moved * COVERED_NANOS / Math.max(1, now - seenAt);
      // Follows a rise at once, a fall slowly.
      ahead = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, Math.max(wanted, ahead - ahead / 256)));
      quietNaps = moved > 0 ? 0 : quietNaps + 1;
      seen = at;
      seenAt = now;
      boolean grown = grow(ahead);
      if (now - checkedAt > IN_PLACE_CHECK_NANOS) {
        checkedAt = now;
        checkInPlace();
      }
      if (!grown) {
        LockSupport.parkNanos(this, RETRY_NAP_NANOS);
      } else if (quietNaps < QUIET_NAPS_BEFORE_REST) {
        LockSupport.parkNanos(this, BUSY_NAP_NANOS);
      } else {
        rest();
        quietNaps = 0;
        seen = position.get();
        seenAt = System.nanoTime();
        ahead = LEAST_BYTES;
      }
    }
  }

  /** Allocates and touches up to so many bytes ahead of the writer; false if it cannot. */
  private boolean grow(long ahead) {
    while (!stopped) {
      growing.lock();
      try {
        TouchedFile current = file;
        long from = allocated;
        if (current == null || taken || from >= position.get() + ahead) {
          return true;
        }
        long to = current.allocate(from, from + PIECE_BYTES);
        current.touch(from, to);
        allocated = to;
        limit = to;
      } catch (IOException | RuntimeException | InternalError e) {
        // The writer meets the same when it needs the space, and says so.
        return false;
      } finally {
        growing.unlock();
      }
    }
    return true;
  }

  /** Sleeps until the writer has used up half of what it had. */
  private void rest() {
    long until;
    growing.lock();
    try {
      until = Math.min(allocated, position.get() + LEAST_BYTES / 2);
      limit = until;
    } finally {
      growing.unlock();
    }
    long at = position.get();
    while (!stopped && position.get() <= until && limit == until) {
      LockSupport.parkNanos(this, IN_PLACE_CHECK_NANOS);
      if (at != position.get()) {
        at = position.get();
        checkInPlace();
      }
    }
  }

  private void checkInPlace() {
    growing.lock();
    try {
      TouchedFile current = file;
      if (current != null && !current.isInPlace()) {
        taken = true;
        limit = -1;
      }
    } finally {
      growing.unlock();
    }
  }

  private void forget() throws IOException {
    TouchedFile old = file;
    file = null;
    if (old != null) {
      old.close();
    }
  }

  /** Stops the thread and lets go of the file. */
  @Override
  public void close() throws IOException {
    stopped = true;
    LockSupport.unpark(thread);
    growing.lock();
    try {
      limit = -1;
      forget();
    } finally {
      growing.unlock();
    }
  }
}
