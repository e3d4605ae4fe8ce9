package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.ledger.LedgerException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What every ledger of ours does the same way whatever it is kept in: one lock, one chain, and the
 * entries at a process's start and end. Subclasses keep the excerpts.
 *
 * <p>The lock is a {@link ReentrantLock} since virtual threads pin on a monitor before Java 24.
 */
abstract class ChainedLedger implements Ledger {
  private static final EventType CREATED = EventType.of("ledger_created");
  private static final EventType OPENED = EventType.of("ledger_opened");
  private static final EventType CLOSED = EventType.of("ledger_closed");

  private final ReentrantLock lock = new ReentrantLock();
  private final Chain chain = new Chain();
  private final LedgerSettings settings;
  private final EpochClock clock;
  private @Nullable LedgerIdentity identity;
  private boolean uncertain;
  private boolean finished;
  private volatile boolean closed;

  ChainedLedger(LedgerSettings settings) {
    this.settings = settings;
    this.clock = settings.clock();
  }

  /** Keeps the excerpt behind all others; when it returns the excerpt survives the process. */
  abstract void write(byte[] excerpt, int length);

  /** Waits until everything written is where it survives the machine. */
  abstract void sync();

  /** Where the kept excerpts end, read anew, or null if there are none. */
  abstract @Nullable LedgerHead recover();

  /** Gives everything back. */
  abstract void release();

  /** For messages: what the ledger is kept in. */
  abstract Object location();

  /** Writes the process's first entries: for a new ledger, {@code existing} is null. */
  final void begin(@Nullable LedgerIdentity existing) {
    lock.lock();
    try {
      LedgerHead end = recover();
      if (end != null) {
        chain.continueAfter(end);
      }
      LedgerIdentity known = existing == null ? LedgerIdentity.create(settings) : existing;
      identity = known;
      if (end == null) {
        appendOwn(CREATED, known.body(Entry.instant(clock.nanos())));
      }
      appendOwn(OPENED, dataBody(settings.process().opened()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final UUID id() {
    return identity().id();
  }

  @Override
  public final String origin() {
    return identity().origin();
  }

  private LedgerIdentity identity() {
    if (identity == null) {
      throw new IllegalStateException("a ledger is used before it was begun: path=" + location());
    }
    return identity;
  }

  @Override
  public final long append(
      long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength) {
    // An interrupt of the host's thread would close the file channel under a memory mapping.
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      return appendLocked(idHigh, idLow, type, body, bodyOffset, bodyLength);
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long appendLocked(
      long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength) {
    failIfClosed();
    if (uncertain) {
      resume();
    }
    int length = chain.prepare(clock.nanos(), idHigh, idLow, type, body, bodyOffset, bodyLength);
    uncertain = true;
    write(chain.buffer(), length);
    uncertain = false;
    return chain.advance();
  }

  /** A write that failed may yet have left its excerpt: only the files know. */
  private void resume() {
    LedgerHead end = recover();
    if (end == null || end.seq() < chain.nextSeq() - 1) {
      throw new LedgerException(
          Reason.DAMAGED,
          "entries that were written are gone, nothing more is appended; run verify on it: path="
              + location()
              + " seq="
              + (chain.nextSeq() - 1));
    }
    chain.continueAfter(end);
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
    lock.lock();
    try {
      return chain.head();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void finish() {
    lock.lock();
    try {
      failIfClosed();
      if (!finished) {
        finished = true;
        appendOwn(CLOSED, dataBody(settings.process().closed(chain.nextSeq() + 1)));
        sync();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void close() {
    lock.lock();
    try {
      if (!closed) {
        try {
          finish();
        } finally {
          closed = true;
          release();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  final void failIfClosed() {
    if (closed) {
      throw new LedgerException(Reason.CLOSED, "the ledger is closed: path=" + location());
    }
  }
}
