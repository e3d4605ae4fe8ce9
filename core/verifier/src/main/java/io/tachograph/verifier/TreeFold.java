package io.tachograph.verifier;

import io.tachograph.format.Hash;
import io.tachograph.format.NodeHasher;

/**
 * Folds a run of leaves into the fewest nodes of the Merkle tree that hold exactly them, so that
 * most of the tree is hashed on all cores. Reused, and allocates nothing per leaf. For one thread.
 */
final class TreeFold {
  /** At most one node a level to the left of the highest and one to its right. */
  private static final int MAX_NODES = 2 * Long.SIZE;

  private final NodeHasher hasher = new NodeHasher();
  private final byte[] nodes = new byte[MAX_NODES * Hash.LENGTH];
  private final int[] levels = new int[MAX_NODES];
  private int count;
  private long size;

  /** Begins with the leaf of that seq. */
  void begin(long firstSeq) {
    count = 0;
    size = firstSeq;
  }

  /** The next leaf. */
  void append(byte[] leaf, int offset) {
    System.arraycopy(leaf, offset, nodes, count * Hash.LENGTH, Hash.LENGTH);
    levels[count++] = 0;
    size++;
    while (count >= 2 && levels[count - 1] == levels[count - 2] && endsParent()) {
      int left = (count - 2) * Hash.LENGTH;
      hasher.hash(nodes, left, nodes, left + Hash.LENGTH, nodes, left);
      count--;
      levels[count - 1]++;
    }
  }

  private boolean endsParent() {
    return (size & ((2L << levels[count - 1]) - 1)) == 0;
  }

  /** How many nodes there are. */
  int count() {
    return count;
  }

  /** The level of a node, from the first leaf's upwards. */
  int level(int node) {
    return levels[node];
  }

  /** Holds the nodes, 32 bytes each. */
  byte[] nodes() {
    return nodes;
  }
}
