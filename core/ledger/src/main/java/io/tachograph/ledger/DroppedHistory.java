package io.tachograph.ledger;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import io.tachograph.ledger.PrunePlan.HeldBack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries that are to be dropped a last time, each against its hash and the one before
 * it, and makes what is kept of them. For one thread.
 */
final class DroppedHistory {
  private final Path folder;
  private final LedgerIdentity identity;
  private final Retention.Applied applied;
  private final CheckpointNotes notes;
  private final List<TlogProof> proofs = new ArrayList<>();
  private final MerkleFrontier frontier;
  private Hash lastHash;
  private @Nullable VerifierKey key;
  private @Nullable Reached reached;
  private @Nullable HeldBack heldBack;

  /**
   * A place where the ledger may be cut.
   *
   * @param proofs of the entries below that announce keys
   */
  record Reached(PrunedBoundary boundary, List<TlogProof> proofs) {}

  /**
   * At the first entry there is.
   *
   * @param base where an earlier prune cut the ledger, or null
   * @param key the key that signs above that
   */
  DroppedHistory(
      Path folder,
      LedgerIdentity identity,
      Retention.Applied applied,
      CheckpointNotes notes,
      @Nullable PrunedBoundary base,
      @Nullable VerifierKey key) {
    this.folder = folder;
    this.identity = identity;
    this.applied = applied;
    this.notes = notes;
    this.frontier = base == null ? new MerkleFrontier() : base.frontier();
    this.lastHash = base == null ? Hash.ZERO : base.lastHash();
    this.key = key;
  }

  /** The last place that was reached, or null if none was. */
  @Nullable Reached reached() {
    return reached;
  }

  /** Why no further place was reached, or null. */
  @Nullable HeldBack heldBack() {
    return heldBack;
  }

  /**
   * Reads up to a file's end.
   *
   * @param end the next file's first seq
   * @return false if no file from here on can be dropped
   * @throws LedgerException {@link Reason#DAMAGED} if the entries are not those that were sealed
   */
  boolean readTo(long end, ExcerptReader entries) throws IOException {
    SignedNote note = null;
    while (frontier.size() < end) {
      Entry entry = entries.read();
      if (entry == null || entry.seq() != frontier.size() || !entry.prev().equals(lastHash)) {
        throw notWhole(entry);
      }
      if (!applied.covers(entry.seq(), entry.type())) {
        heldBack = new HeldBack(PrunePlan.Reason.NOT_APPLIED, entry.seq());
        return false;
      }
      List<Hash> before = frontier.roots();
      lastHash = entries.hash();
      frontier.append(lastHash);
      note = null;
      if (isAnnouncement(entry)) {
        note = confirmation(entry, before);
        if (note == null) {
          heldBack = new HeldBack(PrunePlan.Reason.NOT_SEALED, entry.seq());
          return false;
        }
      }
    }
    VerifierKey signer = key;
    if (note == null && signer != null) {
      note = notes.find(checkpoint(), signer);
    }
    if (note != null) {
      reached =
          new Reached(
              new PrunedBoundary(frontier.size(), lastHash, frontier.roots(), note),
              List.copyOf(proofs));
      heldBack = null;
    } else if (heldBack == null) {
      heldBack = new HeldBack(PrunePlan.Reason.NOT_SEALED, end - 1);
    }
    return true;
  }

  private boolean isAnnouncement(Entry entry) {
    return entry.seq() == 0 || entry.type().equals(EventTypes.KEY_ROTATED.name());
  }

  /** Keeps the proof of an entry that announces a key; null if no key confirms it. */
  private @Nullable SignedNote confirmation(Entry entry, List<Hash> rootsBefore)
      throws IOException {
    VerifierKey announced = LedgerIdentity.verifierKey(entry, folder);
    VerifierKey signer = key == null ? announced : key;
    SignedNote note = signer == null ? null : notes.find(checkpoint(), signer);
    if (announced == null || note == null) {
      return null;
    }
    // Beside a last leaf's way to the root stand the subtrees before it, the smallest first.
    List<Hash> path = new ArrayList<>();
    rootsBefore.forEach(root -> path.add(0, root));
    proofs.add(new TlogProof(entry, entry.seq(), path, note));
    key = announced;
    return note;
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(identity.origin(), frontier.size(), frontier.root());
  }

  private LedgerException notWhole(@Nullable Entry entry) {
    return new LedgerException(
        Reason.DAMAGED,
        "the entries do not follow one another, so nothing is dropped; run verify on the ledger:"
            + " path="
            + folder
            + " seq="
            + frontier.size()
            + " found="
            + (entry == null ? "none" : entry.seq()));
  }
}
