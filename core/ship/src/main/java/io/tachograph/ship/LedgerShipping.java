package io.tachograph.ship;

import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shipping of one ledger, in steps that end soon: each takes what comes next to the far side.
 * After any failure it begins anew where the far side says. For one thread at a time.
 */
final class LedgerShipping {
  /** So often a ledger that has nothing new is looked at. */
  private static final long IDLE_NANOS = Duration.ofMillis(100).toNanos();

  private final LedgerFolder folder;
  private final ShippedLedger ledger;
  private final Sink sink;
  private final FarSide farSide;
  private final ShipListener listener;
  private final Notice notice;
  private final BackOff backOff = new BackOff(FarSide.FIRST_WAIT, FarSide.MAX_WAIT);
  private @Nullable LedgerTail tail;
  private volatile long farNext = -1;
  private volatile boolean caughtUp;

  LedgerShipping(
      LedgerFolder folder,
      ShippedLedger ledger,
      Sink sink,
      FarSide farSide,
      ShipListener listener,
      Notice notice) {
    this.folder = folder;
    this.ledger = ledger;
    this.sink = sink;
    this.farSide = farSide;
    this.listener = listener;
    this.notice = notice;
  }

  ShippedLedger ledger() {
    return ledger;
  }

  LedgerFolder folder() {
    return folder;
  }

  /** Whether the far side had all there was when it was last looked at. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Ships what comes next; in how many nanoseconds to come again. */
  long step() {
    long wait = farSide.waitNanos();
    if (wait > 0) {
      caughtUp = false;
      return wait;
    } else if (farSide.isDown()) {
      // The one that is to ask begins anew, which asks.
      end();
    }
    try {
      LedgerTail current = tail == null ? begin() : tail;
      boolean moved = ship(current);
      backOff.succeeded();
      caughtUp = !moved && tail != null && current.isAtEnd();
      return moved ? 0 : IDLE_NANOS;
    } catch (SinkException e) {
      return failed(e);
    } catch (IOException e) {
      notice.of(ledger, "it cannot be read, and is tried again: " + e);
      end();
      return backOff.failed();
    }
  }

  private LedgerTail begin() throws SinkException, IOException {
    FarEnd far = sink.farEnd(ledger);
    farSide.answered();
    LedgerTail opened = LedgerTail.open(folder, far, this::broken);
    tail = opened;
    farNext = far.nextSeq();
    if (!opened.files().isEmpty()) {
      sink.acceptFiles(ledger, opened.files());
    }
    return opened;
  }

  /** Whether anything was shipped. */
  private boolean ship(LedgerTail from) throws SinkException, IOException {
    List<ShippedEntry> entries = from.next();
    if (!entries.isEmpty()) {
      EntryBatch batch = new EntryBatch(ledger, farNext, entries);
      long start = System.nanoTime();
      long now = sink.accept(batch, this::broken);
      if (now != batch.nextSeq()) {
        // Another shipper was there first, or the far side fell back: it is asked anew.
        end();
        return true;
      }
      farNext = now;
      farSide.answered();
      listener.entriesPersisted(ledger, entries.size(), System.nanoTime() - start);
    }
    CheckpointTail.Run run = from.checkpoints().next(farNext);
    if (!run.checkpoints().isEmpty()) {
      long start = System.nanoTime();
      sink.acceptCheckpoints(ledger, run.checkpoints());
      listener.checkpointsPersisted(ledger, run.checkpoints().size(), System.nanoTime() - start);
    }
    from.checkpoints().passed(run);
    return !entries.isEmpty() || !run.checkpoints().isEmpty();
  }

  private long failed(SinkException e) {
    caughtUp = false;
    end();
    listener.persistFailed(ledger, e);
    if (!e.isUnavailable()) {
      notice.of(ledger, "the far side refuses it, and is tried again: " + e.getMessage());
      return backOff.failed();
    }
    farSide.failed(e);
    return farSide.waitNanos();
  }

  private void broken(String detail) {
    listener.continuityBroken(ledger, detail);
    notice.of(ledger, "CONTINUITY BROKEN: " + detail);
  }

  /** Tells the listener how far the far side is behind. For any thread. */
  void tellLag() throws IOException {
    long next = farNext;
    if (next >= 0) {
      CheckpointTail checkpoints = new CheckpointTail(folder, 0, detail -> {});
      listener.lag(ledger, Math.max(0, checkpoints.lastSize() - next));
    }
  }

  /** Lets go of the ledger's files; the next step begins anew. */
  void end() {
    LedgerTail ended = tail;
    tail = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (IOException e) {
        notice.of(ledger, "its files could not be closed: " + e);
      }
    }
  }
}
