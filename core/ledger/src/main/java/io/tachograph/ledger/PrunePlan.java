package io.tachograph.ledger;

import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.TlogProof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prune drops and what it keeps, and what it leaves in place of the former.
 *
 * @param dropped the files to drop, oldest first; may be none
 * @param kept the files that stay, oldest first
 * @param leftOver the names of files that an earlier prune dropped and could not delete
 * @param heldBack why files stay that the rule does not ask to keep, or null if there are none
 * @param boundary where what is left begins, or null if nothing is dropped
 * @param proofs of the dropped entries that the keys are followed by
 */
public record PrunePlan(
    List<RollFileSpan> dropped,
    List<RollFileSpan> kept,
    List<String> leftOver,
    @Nullable HeldBack heldBack,
    @Nullable PrunedBoundary boundary,
    List<TlogProof> proofs) {
  /** Copies the lists. */
  public PrunePlan {
    dropped = List.copyOf(dropped);
    kept = List.copyOf(kept);
    leftOver = List.copyOf(leftOver);
    proofs = List.copyOf(proofs);
  }

  /** Why entries must stay for now. */
  public enum Reason {
    /** No signed checkpoint ends where the file ends, or none confirms a key. */
    NOT_SEALED,
    /** The store does not have what they tell it. */
    NOT_APPLIED
  }

  /**
   * What keeps files from being dropped.
   *
   * @param reason why
   * @param seq the first entry that it holds for
   */
  public record HeldBack(Reason reason, long seq) {}
}
