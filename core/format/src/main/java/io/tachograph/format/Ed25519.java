package io.tachograph.format;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) as the JDK gives it, between raw bytes and its key objects. */
final class Ed25519 {
  static final String ALGORITHM = "Ed25519";
  static final int KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo, RFC 8410 section 4. */
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /**
   * The key of these 32 bytes.
   *
   * @throws GeneralSecurityException if they are no point of the curve
   */
  static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = new byte[PUBLIC_PREFIX.length + KEY_BYTES];
    System.arraycopy(PUBLIC_PREFIX, 0, encoded, 0, PUBLIC_PREFIX.length);
    System.arraycopy(raw, 0, encoded, PUBLIC_PREFIX.length, KEY_BYTES);
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** The 32 bytes of a key. */
  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    byte[] raw = new byte[KEY_BYTES];
    System.arraycopy(encoded, encoded.length - KEY_BYTES, raw, 0, KEY_BYTES);
    return raw;
  }
}
