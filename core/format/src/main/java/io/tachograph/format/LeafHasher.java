package io.tachograph.format;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes entries: {@code SHA-256(0x00 || entry)}, which is the leaf hash of RFC 6962 section 2.1,
 * so that one digest serves the chain and the Merkle tree. Reuses its digest and so allocates
 * nothing; not safe for use by several threads at once.
 */
public final class LeafHasher {
  static final byte LEAF_PREFIX = 0x00;

  private final MessageDigest digest = Sha256.digest();

  /**
   * Writes the hash of {@code length} bytes of {@code entry} into {@code target}.
   *
   * @throws IndexOutOfBoundsException if {@code target} has no 32 bytes at {@code targetOffset}
   */
  public void hash(byte[] entry, int offset, int length, byte[] target, int targetOffset) {
    digest.update(LEAF_PREFIX);
    digest.update(entry, offset, length);
    try {
      digest.digest(target, targetOffset, Hash.LENGTH);
    } catch (DigestException e) {
      throw new IndexOutOfBoundsException(
          "no room for a hash: offset=" + targetOffset + " length=" + target.length);
    }
  }

  /**
   * As {@link #hash(byte[], int, int, byte[], int)}, without the JDK's copy of the first bytes: the
   * prefix stands for a moment in the byte before the entry, which is put back. So that byte must
   * not be looked at by another thread meanwhile.
   *
   * @throws IndexOutOfBoundsException if there is no byte before the entry, or no room for the hash
   */
  public void hashInPlace(byte[] buffer, int offset, int length, byte[] target, int targetOffset) {
    byte before = buffer[offset - 1];
    buffer[offset - 1] = LEAF_PREFIX;
    digest.update(buffer, offset - 1, length + 1);
    buffer[offset - 1] = before;
    try {
      digest.digest(target, targetOffset, Hash.LENGTH);
    } catch (DigestException e) {
      throw new IndexOutOfBoundsException(
          "no room for a hash: offset=" + targetOffset + " length=" + target.length);
    }
  }

  /** The hash of {@code length} bytes of {@code entry}. */
  public Hash hash(byte[] entry, int offset, int length) {
    byte[] target = new byte[Hash.LENGTH];
    hash(entry, offset, length, target, 0);
    return Hash.copyOf(target, 0);
  }
}
