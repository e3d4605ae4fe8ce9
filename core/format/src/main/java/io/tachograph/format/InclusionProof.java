package io.tachograph.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Merkle audit paths, RFC 6962 section 2.1.1: that a leaf is in a tree, shown with the hashes
 * beside its way to the root. Pure functions.
 */
public final class InclusionProof {
  private InclusionProof() {}

  /**
   * The path of a leaf, lowest node first.
   *
   * @param index the leaf's, from 0
   * @param size the tree's, above {@code index}
   * @throws IllegalArgumentException if the leaf is not in the tree
   */
  public static <X extends Exception> List<Hash> path(
      long index, long size, MerkleTree.Nodes<X> nodes) throws X {
    requireInside(index, size);
    Deque<Hash> path = new ArrayDeque<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + MerkleTree.split(to - from);
      if (index < middle) {
        path.addFirst(MerkleTree.root(middle, to, nodes));
        to = middle;
      } else {
        path.addFirst(MerkleTree.root(from, middle, nodes));
        from = middle;
      }
    }
    return List.copyOf(path);
  }

  /**
   * The root that a path leads to, by RFC 9162 section 2.1.3.2; the leaf is in the tree if that is
   * the tree's root.
   *
   * @throws IllegalArgumentException if the leaf is not in a tree of that size, or the path is not
   *     as long as it must be
   */
  public static Hash root(long index, long size, Hash leaf, List<Hash> path) {
    requireInside(index, size);
    NodeHasher hasher = new NodeHasher();
    long node = index;
    long last = size - 1;
    Hash root = leaf;
    for (Hash beside : path) {
      if (last == 0) {
        throw wrongLength(index, size, path);
      }
      if ((node & 1) != 0 || node == last) {
        root = hasher.hash(beside, root);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        root = hasher.hash(root, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    if (last != 0) {
      throw wrongLength(index, size, path);
    }
    return root;
  }

  private static void requireInside(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "no such leaf in the tree: index=" + index + " size=" + size);
    }
  }

  private static IllegalArgumentException wrongLength(long index, long size, List<Hash> path) {
    return new IllegalArgumentException(
        "the path is too short or too long: index="
            + index
            + " size="
            + size
            + " hashes="
            + path.size());
  }
}
