package io.tachograph.format;

import java.security.MessageDigest;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 over entry hashes in order of {@code seq}: an interior
 * node is {@code SHA-256(0x01 || left || right)}, the root of no leaves is SHA-256 of the empty
 * string. Pure functions.
 */
public final class MerkleTree {
  private static final byte NODE_PREFIX = 0x01;

  private MerkleTree() {}

  /** The root over these leaves, which are entry hashes and not hashed again. */
  public static Hash root(List<Hash> leaves) {
    MessageDigest digest = Sha256.digest();
    return leaves.isEmpty() ? Hash.copyOf(digest.digest(), 0) : root(leaves, digest);
  }

  private static Hash root(List<Hash> leaves, MessageDigest digest) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    Hash left = root(leaves.subList(0, split), digest);
    Hash right = root(leaves.subList(split, leaves.size()), digest);
    return node(left, right, digest);
  }

  private static Hash node(Hash left, Hash right, MessageDigest digest) {
    digest.update(NODE_PREFIX);
    digest.update(left.toBytes());
    digest.update(right.toBytes());
    return Hash.copyOf(digest.digest(), 0);
  }
}
