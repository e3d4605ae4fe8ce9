package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every ledger of ours does the same way whatever it is kept in: one lock, one chain, and the
 * entries at a process's start and end. Subclasses keep the excerpts.
 *
 * <p>An append may be cut off anywhere, by a full disk or by the end of the host's stack. Then the
 * next one first reads anew where the entries end.
 */
abstract class ChainedLedger implements Ledger {
  private final AppendLock lock;
  private Chain chain = new Chain();
  private final Object location;
  private final LedgerSettings settings;
  private final EpochClock clock;
  private @Nullable LedgerIdentity identity;
  private boolean uncertain;
  private boolean finished;
  private volatile boolean closed;
  private volatile boolean beganDamaged;
  private volatile boolean lostEntries;

  /**
   * One that is not begun yet.
   *
   * @param location for messages: what the ledger is kept in
   */
  ChainedLedger(LedgerSettings settings, Object location) {
    this.location = location;
    this.lock = new AppendLock(location);
    this.settings = settings;
    this.clock = settings.clock();
  }

  /**
   * Makes sure that an excerpt of this length can be kept.
   *
   * @throws LedgerException if it cannot; nothing was touched then
   */
  abstract void makeRoom(int length, long nanos);

  /** Keeps the excerpt behind all others; when it returns the excerpt survives the process. */
  abstract void write(byte[] excerpt, int length);

  /** The entry is kept, and no later one is yet. */
  abstract void wrote(long seq);

  /** Waits until an entry has survived what the settings ask for. Called without the lock. */
  abstract void settle(long seq);

  /** Waits until everything written is where it survives the machine. */
  abstract void sync();

  /** Makes it possible to write again after a write that failed. */
  abstract void repair();

  /** Where the kept excerpts end, read anew, or null if there are none. */
  abstract @Nullable LedgerHead recover();

  /** Gives everything back. */
  abstract void release();

  /** Has signed what the ledger holds now, where it is sealed. */
  abstract void seal();

  /** Ends what follows the ledger on threads of its own. */
  abstract void unfollow();

  /**
   * Writes the process's first entries.
   *
   * @param end where the entries end, or null if there are none
   * @param damaged what is wrong with the last one, or null
   */
  final void begin(LedgerIdentity known, @Nullable LedgerHead end, @Nullable DamagedEnd damaged) {
    lock.acquire();
    try {
      if (end != null) {
        chain.continueAfter(end);
      }
      identity = known;
      if (end == null) {
        appendOwn(EventTypes.CREATED, known.body(Entry.instant(clock.nanos())));
      }
      if (damaged != null) {
        beganDamaged = true;
        appendOwn(EventTypes.DAMAGED, damaged.body());
      }
      appendOwn(EventTypes.OPENED, dataBody(settings.process().opened()));
    } finally {
      lock.held = 0;
    }
    settle(head().seq());
  }

  @Override
  public final UUID id() {
    return identity().id();
  }

  @Override
  public final String origin() {
    return identity().origin();
  }

  final LedgerIdentity identity() {
    if (identity == null) {
      throw new IllegalStateException("a ledger is used before it was begun: path=" + location);
    }
    return identity;
  }

  @Override
  public final long append(
      long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength) {
    // An interrupt of the host's thread would close the file channel under a memory mapping.
    boolean interrupted = Thread.interrupted();
    try {
      long seq;
      lock.acquire();
      try {
        seq = appendLocked(idHigh, idLow, type, body, bodyOffset, bodyLength);
      } finally {
        lock.held = 0;
      }
      settle(seq);
      return seq;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public final long appendAll(EntryBatch batch) {
    boolean interrupted = Thread.interrupted();
    int appended = 0;
    try {
      long first;
      lock.acquire();
      try {
        failIfClosed();
        first = chain.nextSeq();
        while (appended < batch.size()) {
          appendLocked(batch, appended);
          appended++;
        }
      } finally {
        lock.held = 0;
      }
      settle(first + appended - 1);
      return first;
    } catch (LedgerException e) {
      throw appended == 0 ? e : new LedgerException(e.reason(), appended, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void appendLocked(EntryBatch batch, int index) {
    int start = batch.start(index);
    appendLocked(
        batch.idHigh(index),
        batch.idLow(index),
        batch.type(index),
        batch.bodies(),
        start,
        batch.end(index) - start);
  }

  private long appendLocked(
      long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength) {
    failIfClosed();
    // Also refuses what no entry holds, before anything is touched.
    int excerptLength = Hash.LENGTH + Entry.length(type, bodyLength);
    if (uncertain) {
      resume();
    }
    long nanos = clock.nanos();
    uncertain = true;
    try {
      makeRoom(excerptLength, nanos);
    } catch (LedgerException e) {
      uncertain = false;
      throw e;
    }
    int length = chain.prepare(nanos, idHigh, idLow, type, body, bodyOffset, bodyLength);
    write(chain.buffer(), length);
    long seq = chain.advance();
    wrote(seq);
    uncertain = false;
    return seq;
  }

  /** A write that failed may yet have left its excerpt: only the files know. */
  private void resume() {
    StackRoom.require();
    repair();
    LedgerHead end = recover();
    if (end == null || end.seq() < chain.nextSeq() - 1) {
      lostEntries = true;
      throw new LedgerException(
          Reason.DAMAGED,
          "entries that were written are gone, nothing more is appended; run verify on it: path="
              + location
              + " seq="
              + (chain.nextSeq() - 1));
    }
    // Not the old one: a digest that was cut off has swallowed a part of an entry.
    Chain renewed = new Chain();
    renewed.continueAfter(end);
    chain = renewed;
    uncertain = false;
  }

  private void appendOwn(EventType type, byte[] body) {
    UUID id = settings.ids().get();
    appendLocked(
        id.getMostSignificantBits(), id.getLeastSignificantBits(), type, body, 0, body.length);
  }

  private static byte[] dataBody(String data) {
    return ("{\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public final LedgerHead head() {
    lock.acquire();
    try {
      return chain.head();
    } finally {
      lock.held = 0;
    }
  }

  @Override
  public final void finish() {
    lock.acquire();
    try {
      failIfClosed();
      if (finished) {
        return;
      }
      appendOwn(EventTypes.CLOSED, dataBody(settings.process().closed(chain.nextSeq() + 1)));
      finished = true;
    } finally {
      lock.held = 0;
    }
    sync();
    seal();
  }

  /** Appends {@code key_rotated}. */
  final void announce(VerifierKey next) {
    lock.acquire();
    try {
      appendOwn(EventTypes.KEY_ROTATED, dataBody("{\"vkey\":\"" + next + "\"}"));
    } finally {
      lock.held = 0;
    }
  }

  @Override
  public final void close() {
    if (closed) {
      return;
    }
    try {
      finish();
    } finally {
      unfollow();
      lock.acquire();
      try {
        if (!closed) {
          closed = true;
          release();
        }
      } finally {
        lock.held = 0;
      }
    }
  }

  /**
   * How often this opening found that the ledger is not what was written: that its last entry was
   * changed before it began, and that entries were gone while it was written.
   */
  int continuityBreaks() {
    return (beganDamaged ? 1 : 0) + (lostEntries ? 1 : 0);
  }

  final void failIfClosed() {
    if (closed) {
      throw new LedgerException(Reason.CLOSED, "the ledger is closed: path=" + location);
    }
  }
}
