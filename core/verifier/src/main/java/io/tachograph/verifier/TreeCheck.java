package io.tachograph.verifier;

import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Grows the ledger's Merkle tree over the stored hashes, entry after entry, and stops at each size
 * of which there is a checkpoint. Where entries are missing there is no tree from then on. For one
 * thread.
 */
final class TreeCheck {
  private final SealCheck seals;
  private @Nullable MerkleFrontier frontier;

  TreeCheck(SealCheck seals) {
    this.seals = seals;
    this.frontier = seals.wantsTree() ? new MerkleFrontier() : null;
  }

  /** Goes on from what is left of dropped entries. */
  void beginWith(MerkleFrontier dropped) {
    frontier = seals.wantsTree() ? dropped : null;
  }

  /** Whether leaves must be folded. */
  boolean wanted() {
    return frontier != null;
  }

  /** The entry of that seq is here, and its hash stands there. */
  void leaf(long seq, byte[] buffer, int at) throws IOException {
    MerkleFrontier tree = frontier;
    if (tree != null && tree.size() == seq) {
      tree.append(buffer, at);
      seals.at(seq + 1, tree::root);
    } else if (tree != null && seq > tree.size()) {
      frontier = null;
    }
    if (frontier == null) {
      seals.at(seq + 1, null);
    }
  }

  /** All entries of a clean chunk. */
  void chunk(Chunk chunk) throws IOException {
    MerkleFrontier tree = frontier;
    if (tree == null || !chunk.isFolded() || tree.size() != chunk.firstSeq()) {
      leaves(chunk, 0, chunk.count());
      return;
    }
    TreeFold fold = chunk.fold();
    int leaf = 0;
    for (int node = 0; node < fold.count(); node++) {
      int count = 1 << fold.level(node);
      if (seals.nextSize() < tree.size() + count) {
        leaves(chunk, leaf, leaf + count);
      } else {
        tree.appendSubtree(fold.level(node), fold.nodes(), node * Hash.LENGTH);
        seals.at(tree.size(), tree::root);
      }
      leaf += count;
    }
  }

  private void leaves(Chunk chunk, int from, int to) throws IOException {
    if (!seals.wantsTree()) {
      return;
    }
    for (int i = from; i < to; i++) {
      leaf(chunk.firstSeq() + i, chunk.buffer(), chunk.start(i));
    }
  }
}
