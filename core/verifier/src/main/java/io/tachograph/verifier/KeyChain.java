package io.tachograph.verifier;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.VerifierKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a ledger's epochs in order: the genesis key, then what each {@code key_rotated}
 * announces. The old key must have signed the checkpoint that ends with the announcement, or the
 * new one does not count. Holds only epochs that may still be asked for. For one thread.
 */
final class KeyChain {
  /** An epoch: its checkpoints are larger than {@code announcedAt + 1}. */
  private static final class Epoch {
    final long announcedAt;
    final @Nullable VerifierKey key;
    boolean confirmed;

    Epoch(long announcedAt, @Nullable VerifierKey key, boolean confirmed) {
      this.announcedAt = announcedAt;
      this.key = key;
      this.confirmed = confirmed;
    }

    long firstSize() {
      return announcedAt + 1;
    }
  }

  private final Findings findings;
  private final Deque<Epoch> epochs = new ArrayDeque<>();
  private boolean broken;
  private boolean known;

  KeyChain(Findings findings) {
    this.findings = findings;
  }

  /** The first epoch's key. */
  void begin(VerifierKey genesis) {
    epochs.clear();
    epochs.add(new Epoch(-1, genesis, true));
    known = true;
  }

  /** A dropped entry announced that key, and the key before is known to have confirmed it. */
  void rotated(long seq, String vkey) {
    rotate(seq, vkey);
    epochs.getLast().confirmed = true;
  }

  /** The entry of that seq announces a key; null if it announces none. */
  void rotate(long seq, @Nullable String vkey) {
    if (epochs.isEmpty()) {
      epochs.add(new Epoch(-1, null, true));
    }
    if (seq <= epochs.getLast().announcedAt) {
      return;
    }
    epochs.add(new Epoch(seq, parsed(vkey), false));
  }

  private static @Nullable VerifierKey parsed(@Nullable String vkey) {
    try {
      return vkey == null ? null : VerifierKey.parse(vkey);
    } catch (MalformedNoteException e) {
      // It cannot have signed anything, which is found where it should have.
      return null;
    }
  }

  /**
   * The key that must have signed a checkpoint of that size, or null if there is none. Sizes never
   * fall from call to call.
   */
  @Nullable VerifierKey keyFor(long size) {
    Epoch current = epochs.peek();
    Epoch next = next();
    while (next != null && next.firstSize() < size) {
      if (!next.confirmed || next.key == null) {
        unconfirmed(next);
      }
      epochs.poll();
      current = next;
      next = next();
    }
    return current == null || broken ? null : current.key;
  }

  private @Nullable Epoch next() {
    Iterator<Epoch> iterator = epochs.iterator();
    if (!iterator.hasNext()) {
      return null;
    }
    iterator.next();
    return iterator.hasNext() ? iterator.next() : null;
  }

  private void unconfirmed(Epoch epoch) {
    if (!broken) {
      findings.add(
          new Finding(
              FindingKind.BAD_SIGNATURE,
              epoch.announcedAt,
              SealCheck.FILE,
              0,
              epoch.key == null
                  ? "the entry announces no key that could sign"
                  : "the key before did not sign the checkpoint that ends with this announcement"
                      + " of another: size="
                      + epoch.firstSize()));
    }
    broken = true;
  }

  /** Whether a checkpoint of that size ends the epoch that {@link #keyFor} last said. */
  boolean endsEpoch(long size) {
    Epoch next = next();
    return next != null && next.firstSize() == size;
  }

  /** The key that ends the epoch with a checkpoint of that size did sign it. */
  void confirm(long size) {
    Epoch next = next();
    if (next != null && next.firstSize() == size) {
      next.confirmed = true;
    }
  }

  /** The key of the epoch behind, if there is one already. */
  @Nullable VerifierKey nextKey() {
    Epoch next = next();
    return next == null ? null : next.key;
  }

  /** Only the last announcement may still wait for its checkpoint. */
  void end() {
    long last = epochs.isEmpty() ? 0 : epochs.getLast().announcedAt;
    if (epochs.size() > 1) {
      keyFor(last + 1);
    }
  }

  /** Whether an announcement was found that does not count. */
  boolean broken() {
    return broken;
  }

  /** Whether there is a first key at all. */
  boolean isKnown() {
    return known;
  }
}
