package io.tachograph.format;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * An Ed25519 private key that signs notes under a name. Immutable and thread-safe. The key itself
 * is in the JVM's memory as long as this object is.
 */
public final class SigningKey {
  private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String PEM_END = "-----END PRIVATE KEY-----";
  private static final int PEM_LINE_CHARS = 64;

  private final PrivateKey key;
  private final VerifierKey verifierKey;

  private SigningKey(PrivateKey key, VerifierKey verifierKey) {
    this.key = key;
    this.verifierKey = verifierKey;
  }

  /**
   * A new key.
   *
   * @param name not empty, without white space and plus
   */
  public static SigningKey generate(String name) {
    return fromRandom(name, new SecureRandom());
  }

  private static SigningKey fromRandom(String name, SecureRandom random) {
    if (!VerifierKey.isName(name)) {
      throw new IllegalArgumentException(
          "a key's name is not empty and has no white space and no plus: name=" + name);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(Ed25519.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /**
   * The key with these 32 secret bytes, RFC 8032 section 5.1.5.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static SigningKey ofSeed(String name, byte[] seed) {
    if (seed.length != Ed25519.KEY_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes: length=" + seed.length);
    }
    SigningKey key = fromRandom(name, new Given(seed));
    if (!(key.key instanceof EdECPrivateKey made)
        || !Arrays.equals(made.getBytes().orElseThrow(), seed)) {
      throw new IllegalStateException("this JDK makes Ed25519 keys in another way");
    }
    return key;
  }

  /**
   * Reads PEM with a PKCS#8 private key (RFC 8410), as {@link #toPem} and {@code openssl genpkey
   * -algorithm ed25519} write it.
   *
   * @throws MalformedNoteException if it is not that; the message never holds any of the key
   */
  public static SigningKey ofPem(String name, String pem) throws MalformedNoteException {
    int begin = pem.indexOf(PEM_BEGIN);
    int end = pem.indexOf(PEM_END);
    if (begin < 0 || end < begin) {
      throw new MalformedNoteException("a signing key is PEM: " + PEM_BEGIN);
    }
    try {
      byte[] encoded =
          Base64.getMimeDecoder().decode(pem.substring(begin + PEM_BEGIN.length(), end));
      PrivateKey key =
          KeyFactory.getInstance(Ed25519.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return ofSeed(name, ((EdECPrivateKey) key).getBytes().orElseThrow());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: its message might hold some of the key.
      throw new MalformedNoteException("a signing key is an Ed25519 key in PKCS#8");
    }
  }

  /** The key as PEM, for a file that nobody else may read. */
  public String toPem() {
    String base64 =
        Base64.getMimeEncoder(PEM_LINE_CHARS, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return PEM_BEGIN + "\n" + base64 + "\n" + PEM_END + "\n";
  }

  /** What verifies this key's signatures. */
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /**
   * Signs a text.
   *
   * @param text ends in a newline
   */
  public SignedNote sign(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends in a newline");
    }
    SignedNote unsigned = new SignedNote(text, List.of());
    byte[] id = verifierKey.id();
    byte[] bytes = Arrays.copyOf(id, id.length + Ed25519.SIGNATURE_BYTES);
    try {
      Signature signer = Signature.getInstance(Ed25519.ALGORITHM);
      signer.initSign(key);
      signer.update(unsigned.textBytes());
      System.arraycopy(signer.sign(), 0, bytes, id.length, Ed25519.SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on signs with Ed25519", e);
    }
    SignedNote.Line line = new SignedNote.Line(verifierKey.name(), new SignedNote.Bytes(bytes));
    return new SignedNote(text, List.of(line));
  }

  @Override
  public String toString() {
    return "signing key of " + verifierKey;
  }

  /** Gives the JDK's generator the bytes that it would draw: there is no other way from a seed. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(seed, 0, target, 0, target.length);
    }
  }
}
