package io.tachograph.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Merkle consistency proofs, RFC 6962 section 2.1.2: that a smaller tree is the beginning of a
 * greater one. Pure functions.
 */
public final class ConsistencyProof {
  private ConsistencyProof() {}

  /**
   * The proof between two sizes of one tree; empty where they are equal or {@code from} is 0.
   *
   * @throws IllegalArgumentException if the sizes are not {@code 0 <= from <= to}
   */
  public static <X extends Exception> List<Hash> path(long from, long to, MerkleTree.Nodes<X> nodes)
      throws X {
    requireOrder(from, to);
    Deque<Hash> path = new ArrayDeque<>();
    if (from == 0) {
      return List.of();
    }
    long start = 0;
    long end = to;
    boolean known = true;
    while (from != end) {
      long middle = start + MerkleTree.split(end - start);
      if (from <= middle) {
        path.addFirst(MerkleTree.root(middle, end, nodes));
        end = middle;
      } else {
        path.addFirst(MerkleTree.root(start, middle, nodes));
        start = middle;
        known = false;
      }
    }
    if (!known) {
      path.addFirst(MerkleTree.root(start, end, nodes));
    }
    return List.copyOf(path);
  }

  /**
   * Whether the path shows that the tree of {@code from} leaves with {@code fromRoot} is the
   * beginning of the one of {@code to} leaves with {@code toRoot}, by RFC 9162 section 2.1.4.2.
   *
   * @throws IllegalArgumentException if the sizes are not {@code 0 <= from <= to}
   */
  public static boolean verify(long from, long to, Hash fromRoot, Hash toRoot, List<Hash> path) {
    requireOrder(from, to);
    if (from == to) {
      return path.isEmpty() && fromRoot.equals(toRoot);
    }
    if (from == 0) {
      return path.isEmpty() && fromRoot.equals(MerkleTree.EMPTY_ROOT);
    }
    List<Hash> hashes = new ArrayList<>(path);
    if (Long.bitCount(from) == 1) {
      hashes.add(0, fromRoot);
    }
    return !hashes.isEmpty() && folds(from, to, fromRoot, toRoot, hashes);
  }

  private static boolean folds(long from, long to, Hash fromRoot, Hash toRoot, List<Hash> hashes) {
    int shift = Long.numberOfTrailingZeros(~(from - 1));
    long node = (from - 1) >> shift;
    long last = (to - 1) >> shift;
    NodeHasher hasher = new NodeHasher();
    Hash smaller = hashes.get(0);
    Hash greater = smaller;
    for (Hash beside : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) != 0 || node == last) {
        smaller = hasher.hash(beside, smaller);
        greater = hasher.hash(beside, greater);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        greater = hasher.hash(greater, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && smaller.equals(fromRoot) && greater.equals(toRoot);
  }

  private static void requireOrder(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "a tree grows: it is 0 <= from <= to: from=" + from + " to=" + to);
    }
  }
}
