package io.tachograph.format;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree of RFC 6962 section 2.1 over entry hashes in order of {@code seq}: an interior
 * node is {@code SHA-256(0x01 || left || right)}, the root of no leaves is SHA-256 of the empty
 * string. Pure functions.
 */
public final class MerkleTree {
  /** The root of no leaves. */
  public static final Hash EMPTY_ROOT = Hash.copyOf(Sha256.digest().digest(), 0);

  private MerkleTree() {}

  /**
   * Gives the roots of perfect subtrees.
   *
   * @param <X> what may go wrong where they are kept
   */
  @FunctionalInterface
  public interface Nodes<X extends Exception> {
    /**
     * The root over the leaves {@code index << level} to {@code (index + 1) << level}, all of which
     * exist.
     *
     * @param level 0 for a leaf
     * @param index counted from the left, from 0
     */
    Hash node(int level, long index) throws X;
  }

  /** The root over these leaves, which are entry hashes and not hashed again. */
  public static Hash root(List<Hash> leaves) {
    MerkleFrontier frontier = new MerkleFrontier();
    leaves.forEach(frontier::append);
    return frontier.root();
  }

  /**
   * The root over the leaves {@code from} to {@code to}, the latter not included.
   *
   * @param from a multiple of the least power of two that is not below {@code to - from}, as all
   *     subtrees of a tree begin
   */
  static <X extends Exception> Hash root(long from, long to, Nodes<X> nodes) throws X {
    NodeHasher hasher = new NodeHasher();
    Hash root = null;
    long end = to;
    while (end > from) {
      int level = Long.numberOfTrailingZeros(end - from);
      Hash left = nodes.node(level, (end >> level) - 1);
      root = root == null ? left : hasher.hash(left, root);
      end -= 1L << level;
    }
    return orEmpty(root);
  }

  private static Hash orEmpty(@Nullable Hash root) {
    return Objects.requireNonNullElse(root, EMPTY_ROOT);
  }

  /** The greatest power of two below {@code size}, which is 2 or more: where a tree is split. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
