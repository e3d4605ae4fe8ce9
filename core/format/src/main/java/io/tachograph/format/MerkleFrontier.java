package io.tachograph.format;

import java.util.ArrayList;
import java.util.List;

/**
 * The growing edge of a Merkle tree: the roots of the perfect subtrees that make up its leaves so
 * far, at most one a level. Enough to go on and to give the root at any time, in less than 2 KiB
 * whatever the size. Not thread-safe.
 */
public final class MerkleFrontier {
  private static final int MAX_LEVELS = Long.SIZE - 1;

  private final NodeHasher hasher = new NodeHasher();

  /** Level l's root stands at 32 * l; it counts where bit l of the size is set. */
  private final byte[] roots = new byte[MAX_LEVELS * Hash.LENGTH];

  private final byte[] carry = new byte[Hash.LENGTH];
  private long size;

  /** Of the tree without leaves. */
  public MerkleFrontier() {}

  /**
   * Of a tree of {@code size} leaves.
   *
   * @param roots as {@link #roots} gives them
   * @throws IllegalArgumentException if their number is not that of the bits in {@code size}
   */
  public static MerkleFrontier of(long size, List<Hash> roots) {
    if (size < 0 || Long.bitCount(size) != roots.size()) {
      throw new IllegalArgumentException(
          "a tree has a perfect subtree for each bit of its size: size="
              + size
              + " roots="
              + roots.size());
    }
    MerkleFrontier frontier = new MerkleFrontier();
    long rest = size;
    for (Hash root : roots) {
      int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
      root.copyTo(frontier.roots, level * Hash.LENGTH);
      rest -= 1L << level;
    }
    frontier.size = size;
    return frontier;
  }

  /** How many leaves there are. */
  public long size() {
    return size;
  }

  /** Appends the leaf at {@code offset}. */
  public void append(byte[] leaf, int offset) {
    appendSubtree(0, leaf, offset);
  }

  /** Appends a leaf. */
  public void append(Hash leaf) {
    appendSubtree(0, leaf.toBytes(), 0);
  }

  /**
   * Appends a perfect subtree.
   *
   * @param level its height: it has {@code 1 << level} leaves
   * @param root holds its root at {@code offset}
   * @throws IllegalArgumentException if such a subtree cannot begin at this size
   */
  public void appendSubtree(int level, byte[] root, int offset) {
    if ((size & ((1L << level) - 1)) != 0) {
      throw new IllegalArgumentException(
          "a subtree begins at a multiple of its leaves: size=" + size + " level=" + level);
    }
    System.arraycopy(root, offset, carry, 0, Hash.LENGTH);
    int at = level;
    for (; (size >> at & 1) != 0; at++) {
      hasher.hash(roots, at * Hash.LENGTH, carry, 0, carry, 0);
    }
    System.arraycopy(carry, 0, roots, at * Hash.LENGTH, Hash.LENGTH);
    size += 1L << level;
  }

  /** The tree's root. */
  public Hash root() {
    if (size == 0) {
      return MerkleTree.EMPTY_ROOT;
    }
    int level = Long.numberOfTrailingZeros(size);
    System.arraycopy(roots, level * Hash.LENGTH, carry, 0, Hash.LENGTH);
    for (level++; level < MAX_LEVELS; level++) {
      if ((size >> level & 1) != 0) {
        hasher.hash(roots, level * Hash.LENGTH, carry, 0, carry, 0);
      }
    }
    return Hash.copyOf(carry, 0);
  }

  /** The roots of the perfect subtrees, largest first. */
  public List<Hash> roots() {
    List<Hash> list = new ArrayList<>();
    for (int level = MAX_LEVELS - 1; level >= 0; level--) {
      if ((size >> level & 1) != 0) {
        list.add(Hash.copyOf(roots, level * Hash.LENGTH));
      }
    }
    return list;
  }
}
