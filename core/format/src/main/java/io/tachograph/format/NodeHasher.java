package io.tachograph.format;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes interior nodes: {@code SHA-256(0x01 || left || right)}, RFC 6962 section 2.1. Reuses its
 * digest and so allocates nothing; not safe for use by several threads at once.
 */
public final class NodeHasher {
  private static final byte NODE_PREFIX = 0x01;
  private static final int LEFT = 1;
  private static final int RIGHT = LEFT + Hash.LENGTH;

  private final MessageDigest digest = Sha256.digest();
  private final byte[] node = new byte[RIGHT + Hash.LENGTH];

  /** A hasher. */
  public NodeHasher() {
    node[0] = NODE_PREFIX;
  }

  /**
   * Writes the parent of the hashes at {@code leftOffset} and {@code rightOffset} into {@code
   * target}, which may be one of the sources.
   *
   * @throws IndexOutOfBoundsException if there are no 32 bytes in one of the three places
   */
  public void hash(
      byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] target, int targetOffset) {
    System.arraycopy(left, leftOffset, node, LEFT, Hash.LENGTH);
    System.arraycopy(right, rightOffset, node, RIGHT, Hash.LENGTH);
    digest.update(node, 0, node.length);
    try {
      digest.digest(target, targetOffset, Hash.LENGTH);
    } catch (DigestException e) {
      throw new IndexOutOfBoundsException(
          "no room for a hash: offset=" + targetOffset + " length=" + target.length);
    }
  }

  /**
   * Folds nodes of one level, in place, until one is left, which then stands first.
   *
   * @param hashes 32 bytes a node
   * @param count how many there are: a power of two
   */
  public void fold(byte[] hashes, int count) {
    for (int left = count; left > 1; left /= 2) {
      for (int i = 0; i < left; i += 2) {
        int at = i * Hash.LENGTH;
        hash(hashes, at, hashes, at + Hash.LENGTH, hashes, at / 2);
      }
    }
  }

  /** The parent of two nodes. */
  public Hash hash(Hash left, Hash right) {
    byte[] target = new byte[Hash.LENGTH];
    left.copyTo(node, LEFT);
    right.copyTo(node, RIGHT);
    hash(node, LEFT, node, RIGHT, target, 0);
    return Hash.copyOf(target, 0);
  }
}
