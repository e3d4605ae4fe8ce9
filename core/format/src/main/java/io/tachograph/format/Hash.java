package io.tachograph.format;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash: 32 immutable bytes. */
public final class Hash {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** What {@code prev} holds in the first entry of a ledger. */
  public static final Hash ZERO = new Hash(new byte[LENGTH]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash that stands in {@code source} at {@code offset}; the bytes are copied.
   *
   * @throws IndexOutOfBoundsException if fewer than 32 bytes stand there
   */
  public static Hash copyOf(byte[] source, int offset) {
    if (offset < 0 || offset > source.length - LENGTH) {
      throw new IndexOutOfBoundsException(
          "a hash needs 32 bytes: offset=" + offset + " length=" + source.length);
    }
    return new Hash(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /**
   * From 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static Hash ofHex(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "a hash has 64 hexadecimal digits: length=" + hex.length());
    }
    return new Hash(bytes);
  }

  /**
   * From base64 (RFC 4648 section 4, with padding), as notes and proofs write hashes.
   *
   * @throws IllegalArgumentException if it is not 32 bytes in their one such form
   */
  public static Hash ofBase64(String base64) {
    byte[] bytes = StrictBase64.decode(base64);
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes: length=" + bytes.length);
    }
    return new Hash(bytes);
  }

  /** Writes the 32 bytes to {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** 64 lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The 32 bytes in base64 (RFC 4648 section 4, with padding). */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
