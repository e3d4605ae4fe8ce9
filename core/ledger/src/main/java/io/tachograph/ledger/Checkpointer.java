package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Follows a ledger on a thread of its own, keeps its Merkle tree, and signs checkpoints: when one
 * is due, at the end of every roll file, at every {@code key_rotated}, and when told to seal.
 * Replaces the signing key at each start and when it has lived long enough.
 *
 * <p>What goes wrong is said and tried again, from what is on the disk; only a ledger that is not
 * the one that was signed is never signed again.
 */
final class Checkpointer {
  private static final long POLL_NANOS = 50_000_000L;
  private static final long MAX_RETRY_NANOS = 2_000_000_000L;

  /** A shutdown does not wait for a disk that goes on failing. */
  private static final int MAX_FAILURES_WHILE_SEALING = 2;

  private static final long SEAL_POLL_NANOS = 500_000L;
  private static final int ENTRIES_BETWEEN_CLOCKS = 4_096;

  private final Announcements ledger;
  private final Origin origin;
  private final Sealing sealing;
  private final SealedHistory history;
  private final KeyRing keys;
  private final Thread thread;
  private @Nullable CheckpointFile checkpoints;
  private @Nullable SealedTree tree;
  private long lastSigned;
  private long rotateAt;
  private boolean settled;
  private final CheckpointTimes times = new CheckpointTimes();
  private volatile long sealedSize;
  private volatile @Nullable Instant sealedAt;
  private volatile long wantedSize;
  private final AtomicInteger failures = new AtomicInteger();

  /** Whether a key is due, or announced and not in its place yet: an end in order waits for it. */
  private volatile boolean exchanging;

  /** Whether the ledger is not the one that was signed: it is never signed again. */
  private volatile boolean damaged;

  private volatile boolean stopping;
  private volatile boolean ended;

  /** What a checkpointer asks of the ledger that it follows. */
  interface Announcements {
    /** Appends {@code key_rotated}. */
    void announce(VerifierKey next);

    /** Waits until all entries are on the disk. */
    void sync();
  }

  /**
   * Who is signed for.
   *
   * @param name the ledger's name in checkpoints
   * @param genesis the first epoch's key
   */
  record Origin(String name, VerifierKey genesis) {}

  /**
   * Not started yet.
   *
   * @param isNew whether the ledger was made just now, with a key that is as fresh as can be
   */
  Checkpointer(
      Announcements ledger,
      Origin origin,
      Sealing sealing,
      SealedHistory history,
      KeyRing keys,
      boolean isNew) {
    this.ledger = ledger;
    this.origin = origin;
    this.sealing = sealing;
    this.history = history;
    this.keys = keys;
    this.rotateAt = isNew ? System.nanoTime() + sealing.keyLifetime().toNanos() : System.nanoTime();
    this.exchanging = !isNew;
    this.thread = new Thread(this::run, "tachograph-checkpointer");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How many entries a checkpoint covers. */
  long sealedSize() {
    return sealedSize;
  }

  /** When a checkpoint was signed last, or null for not yet. */
  @Nullable Instant sealedAt() {
    return sealedAt;
  }

  /** How long its checkpoints took. */
  DurationCounts times() {
    return times.counts();
  }

  /** Whether it found that the ledger is not the one that was signed. */
  boolean foundDamage() {
    return damaged;
  }

  /**
   * Waits until a checkpoint covers so many entries, and no exchange of keys is under way.
   *
   * @return false if that was not so in time
   */
  boolean seal(long size, Duration timeout) {
    wantedSize = Math.max(wantedSize, size);
    LockSupport.unpark(thread);
    long end = System.nanoTime() + timeout.toNanos();
    int failuresBefore = failures.get();
    while ((sealedSize < size || exchanging)
        && !ended
        && failures.get() - failuresBefore < MAX_FAILURES_WHILE_SEALING
        && System.nanoTime() < end) {
      LockSupport.parkNanos(SEAL_POLL_NANOS);
    }
    return sealedSize >= size;
  }

  /** Ends the thread; waits for it. */
  void stop(Duration timeout) {
    stopping = true;
    LockSupport.unpark(thread);
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        try {
          follow();
        } catch (LedgerException e) {
          sealing.trouble().accept("sealing the ledger", e);
          if (e.reason() == Reason.DAMAGED) {
            damaged = true;
            return;
          }
          pauseAfterTrouble();
        } catch (IOException | RuntimeException | Error e) {
          sealing.trouble().accept("sealing the ledger, tried again", e);
          pauseAfterTrouble();
        }
      }
    } finally {
      ended = true;
      history.close();
    }
  }

  /** What is in memory may be ahead of the disk: it is read anew. */
  private void pauseAfterTrouble() {
    tree = null;
    settled = false;
    failures.incrementAndGet();
    long end = System.nanoTime() + Math.min(sealing.every().toNanos(), MAX_RETRY_NANOS);
    while (!stopping && System.nanoTime() < end) {
      LockSupport.parkNanos(this, end - System.nanoTime());
    }
  }

  private void follow() throws IOException {
    SealedTree known = tree;
    if (known == null) {
      known = recover();
    }
    drain(known);
    boolean wanted = wantedSize > sealedSize;
    if (known.size() > sealedSize && (wanted || isDue(known))) {
      checkpoint(known, false);
    }
    rotate();
    if (!stopping && !exchanging) {
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  private boolean isDue(SealedTree known) {
    return known.size() - sealedSize >= sealing.everyEntries()
        || System.nanoTime() - lastSigned >= sealing.every().toNanos();
  }

  /** Goes on from what the last checkpoint covers. */
  private SealedTree recover() throws IOException {
    CheckpointFile file = history.checkpoints();
    SignedNote last = file.last();
    SealedTree recovered = history.tree(last == null ? null : CheckpointFile.checkpoint(last));
    keys.recover(origin.genesis(), last, history.announcedAt(recovered.size() - 1));
    history.follow(recovered.size());
    checkpoints = file;
    tree = recovered;
    sealedSize = recovered.size();
    lastSigned = System.nanoTime();
    return recovered;
  }

  private void drain(SealedTree known) throws IOException {
    int unclocked = 0;
    while (!stopping && history.next()) {
      if (history.beganFile() && known.size() > sealedSize) {
        checkpoint(known, true);
      }
      known.append(history.hash());
      Entry announcement = history.announcement();
      if (announcement != null) {
        adopt(known, announcement);
      } else if (known.size() == 1) {
        checkpoint(known, true);
      } else if (++unclocked == ENTRIES_BETWEEN_CLOCKS) {
        unclocked = 0;
        if (System.nanoTime() - lastSigned >= sealing.every().toNanos()) {
          checkpoint(known, false);
        }
      }
    }
  }

  /** The third and fourth step of an exchange of keys. */
  private void adopt(SealedTree known, Entry announcement) throws IOException {
    VerifierKey announced = LedgerIdentity.verifierKey(announcement, history.path());
    if (announced != null) {
      checkpoint(known, true);
      keys.adopt(announced);
      exchanging = false;
    }
  }

  /** The first and second step of an exchange of keys. */
  private void rotate() throws IOException {
    if (!settled) {
      // All that was in the ledger was read: a next key that it does not announce never will be.
      keys.forgetNext();
      settled = true;
    }
    if (System.nanoTime() - rotateAt >= 0) {
      exchanging = keys.canRotate();
      if (exchanging) {
        ledger.announce(keys.prepareNext());
      }
      rotateAt = System.nanoTime() + sealing.keyLifetime().toNanos();
    }
  }

  /**
   * Signs what was read.
   *
   * @param durable whether something follows that must not outlive a power cut without it
   */
  private void checkpoint(SealedTree known, boolean durable) throws IOException {
    CheckpointFile file = checkpoints;
    if (file == null) {
      throw new IllegalStateException("nothing was recovered yet: path=" + history.path());
    }
    long begunNanos = System.nanoTime();
    if (durable) {
      // Else the disk might keep a checkpoint of entries that it lost.
      ledger.sync();
    }
    Checkpoint checkpoint = new Checkpoint(origin.name(), known.size(), known.root());
    file.append(checkpoint.sign(keys.current()), durable);
    sealedSize = known.size();
    sealedAt = Instant.now();
    lastSigned = System.nanoTime();
    times.add(lastSigned - begunNanos);
  }
}
