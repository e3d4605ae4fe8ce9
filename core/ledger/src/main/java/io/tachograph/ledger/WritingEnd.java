package io.tachograph.ledger;

import io.tachograph.ledger.LedgerException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.PrecreatedFiles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The end of the queue where excerpts are added. It makes room before Chronicle writes anywhere: in
 * the roll file that is written to, and in the next one before Chronicle goes there. The ledger's
 * lock guards it, which Chronicle cannot know.
 */
final class WritingEnd implements AutoCloseable {
  /**
   * What Chronicle writes around an excerpt: an index of 32 KiB now and then, two of them in a new
   * file, and the header that ends a file.
   */
  static final long SLACK_BYTES = 128L << 10;

  /** What a new file has from the start, besides its first entry. */
  private static final long FIRST_BYTES = 256L << 10;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_BETWEEN_ROLL_ATTEMPTS = 1_000_000_000L;
  private static final int NO_CYCLE = -1;

  private final Path folder;
  private final SingleChronicleQueue queue;
  private final RollClock clock;
  private final RollFileNames names;
  private final int cycleMillis;
  private final SpaceAhead space = new SpaceAhead();
  private final @Nullable SharedSync disk;
  private ExcerptAppender appender;
  private int cycle = NO_CYCLE;
  private int atLeast = NO_CYCLE;
  private long rollAtNanos = Long.MIN_VALUE;
  private long end;
  private long rolledBytes;

  /** Goes on behind the last excerpt. The queue stays the caller's to close. */
  WritingEnd(Path folder, SingleChronicleQueue queue, RollClock clock, Durability durability) {
    this.folder = folder;
    this.queue = queue;
    this.clock = clock;
    this.disk = durability == Durability.FSYNC ? new SharedSync() : null;
    this.names = new RollFileNames(queue.rollCycle());
    this.cycleMillis = queue.rollCycle().lengthInMillis();
    try {
      this.appender = newAppender();
      followLast();
    } catch (RuntimeException | Error e) {
      closeSpace(e);
      throw e;
    }
  }

  private ExcerptAppender newAppender() {
    ExcerptAppender made = queue.createAppender();
    made.singleThreadedCheckDisabled(true);
    return made;
  }

  /**
   * Makes sure that an excerpt can be written without asking the disk for anything.
   *
   * @param length the excerpt's, in bytes
   * @param nanos the time now
   * @throws LedgerException with {@link Reason#STORAGE} if there is no space; nothing was touched
   */
  void makeRoom(int length, long nanos) {
    if (nanos >= rollAtNanos) {
      roll(length, nanos);
    }
    if (rolledBytes == 0) {
      long needed = end + length + SLACK_BYTES;
      if (needed > space.limit()) {
        space.require(needed);
      }
    }
    clock.seen(nanos / NANOS_PER_MILLI);
  }

  /**
   * Writes an excerpt that room was made for. If it throws, call {@link #renew} before the next.
   */
  void write(byte[] excerpt, int length) {
    // Not closed if something goes wrong inside: that would complete a part of an excerpt.
    @SuppressWarnings("MustBeClosedChecker")
    DocumentContext document = appender.writingDocument();
    Wire wire = Objects.requireNonNull(document.wire());
    Bytes<?> bytes = wire.bytes();
    bytes.write(excerpt, 0, length);
    end = bytes.writePosition();
    document.close();
    if (rolledBytes == 0) {
      space.moved(end);
    } else {
      long allocated = rolledBytes;
      rolledBytes = 0;
      follow(end, allocated);
    }
  }

  /** Lets go of what a write that was cut off has left open, and begins at the end again. */
  void renew() {
    rolledBytes = 0;
    try {
      appender.close();
    } catch (RuntimeException e) {
      // It is given up either way.
    }
    // It may still have Chronicle's write lock in its hands.
    QueueLocks.release(folder);
    appender = newAppender();
    followLast();
  }

  /** The next excerpt goes into a new file, before its time if need be. */
  void leaveFile() {
    atLeast = cycle + 1;
    rollAtNanos = Long.MIN_VALUE;
  }

  private void roll(int length, long nanos) {
    StackRoom.require();
    int next = Math.max(atLeast, Math.toIntExact(nanos / NANOS_PER_MILLI / cycleMillis));
    if (next <= cycle) {
      enter(cycle);
      return;
    }
    long bytes = ZeroFill.pageUp(FIRST_BYTES + SLACK_BYTES + length);
    File file = new File(folder.toFile(), names.of(next));
    try (ZeroFill zeros = new ZeroFill(PrecreatedFiles.preCreatedFile(file).toPath(), false)) {
      zeros.fill(0, bytes);
    } catch (IOException e) {
      if (cycle == NO_CYCLE) {
        throw new LedgerException(
            Reason.STORAGE,
            "a new roll file cannot be made, nothing was appended; check its rights and the space on"
                + " its disk: path="
                + file
                + ": "
                + e.getMessage(),
            e);
      }
      // The old file has room yet.
      rollAtNanos = nanos + NANOS_BETWEEN_ROLL_ATTEMPTS;
      return;
    }
    rolledBytes = bytes;
    enter(next);
  }

  private void enter(int next) {
    cycle = next;
    long from = (long) next * cycleMillis;
    clock.within(from, from + cycleMillis - 1);
    rollAtNanos = (from + cycleMillis) * NANOS_PER_MILLI;
  }

  private void followLast() {
    int last = queue.lastCycle();
    if (last < 0) {
      cycle = NO_CYCLE;
      rollAtNanos = Long.MIN_VALUE;
      return;
    }
    enter(last);
    follow(0, 0);
    space.require(end + SLACK_BYTES);
  }

  private void follow(long knownEnd, long allocated) {
    SingleChronicleQueueStore store = queue.storeForCycle(cycle, queue.epoch(), false, null);
    if (store == null) {
      throw new LedgerException(
          Reason.STORAGE, "the roll file cannot be opened: path=" + folder + " cycle=" + cycle);
    }
    try {
      end = knownEnd > 0 ? knownEnd : RollFileEnd.find(store.file(), store.writePosition());
      space.follow(store, end, allocated);
      if (disk != null) {
        disk.follow(store.file().toPath());
      }
    } catch (IOException e) {
      throw new LedgerException(
          Reason.STORAGE, "the roll file cannot be opened: path=" + store.file() + ": " + e, e);
    }
  }

  private void closeSpace(Throwable reason) {
    try {
      space.close();
    } catch (IOException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** What brings the roll files to the disk, or null if nobody waits for it. */
  @Nullable SharedSync disk() {
    return disk;
  }

  @Override
  public void close() throws IOException {
    space.close();
    if (disk != null) {
      disk.close();
    }
    appender.close();
  }
}
