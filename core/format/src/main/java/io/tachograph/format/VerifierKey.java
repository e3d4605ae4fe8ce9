package io.tachograph.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key with its name, in the text form that C2SP signed-note gives verifier keys: {@code
 * <name>+<key id>+<base64 of type and key>}. Only Ed25519 (type 0x01). Immutable and thread-safe.
 */
public final class VerifierKey {
  /** Length of a key's id in bytes. */
  public static final int ID_BYTES = 4;

  static final byte TYPE_ED25519 = 0x01;
  private static final int MAX_CHARS = 1_024;
  private static final Pattern TEXT = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+(.+)");

  private final String name;
  private final byte[] raw;
  private final byte[] id;
  private final PublicKey key;

  private VerifierKey(String name, byte[] raw, byte[] id, PublicKey key) {
    this.name = name;
    this.raw = raw;
    this.id = id;
    this.key = key;
  }

  static VerifierKey of(String name, PublicKey key) {
    byte[] raw = Ed25519.raw(key);
    return new VerifierKey(name, raw, id(name, raw), key);
  }

  /**
   * Reads the text form.
   *
   * @throws MalformedNoteException if it is not that, its id is not that of its key, or its type is
   *     not Ed25519
   */
  public static VerifierKey parse(String text) throws MalformedNoteException {
    Matcher matcher = TEXT.matcher(text);
    if (text.length() > MAX_CHARS || !matcher.matches() || !isName(matcher.group(1))) {
      throw new MalformedNoteException(
          "a verifier key is NAME+KEY_ID+BASE64 (C2SP signed-note): key=" + shortened(text));
    }
    String name = matcher.group(1);
    try {
      byte[] typed = StrictBase64.decode(matcher.group(3));
      if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != TYPE_ED25519) {
        throw new MalformedNoteException(
            "only Ed25519 keys (type 1, 32 bytes) are known: key=" + shortened(text));
      }
      byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
      byte[] id = id(name, raw);
      if (!HexFormat.of().formatHex(id).equals(matcher.group(2))) {
        throw new MalformedNoteException(
            "the key's id is not that of its name and bytes: key=" + shortened(text));
      }
      return new VerifierKey(name, raw, id, Ed25519.publicKey(raw));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new MalformedNoteException("not an Ed25519 key: key=" + shortened(text), e);
    }
  }

  /** Whether signed notes allow the name: not empty, without white space and plus. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> c == '+' || c < ' ' || isWhiteSpace(c));
  }

  private static boolean isWhiteSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }

  private static byte[] id(String name, byte[] raw) {
    MessageDigest digest = Sha256.digest();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(TYPE_ED25519);
    digest.update(raw);
    return Arrays.copyOf(digest.digest(), ID_BYTES);
  }

  /** The key's name, which is the origin of the checkpoints that it signs. */
  public String name() {
    return name;
  }

  /** The key's id: the first four bytes of a hash over name, type and key. */
  byte[] id() {
    return id.clone();
  }

  /** Whether one of the note's signatures is by this key and verifies. */
  public boolean hasSigned(SignedNote note) {
    for (SignedNote.Line line : note.lines()) {
      if (line.name().equals(name) && line.isBy(id)) {
        return verifies(note.textBytes(), line.signature());
      }
    }
    return false;
  }

  private boolean verifies(byte[] text, byte[] signature) {
    if (signature.length != Ed25519.SIGNATURE_BYTES) {
      // The JDK lets bytes behind a signature pass.
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(Ed25519.ALGORITHM);
      verifier.initVerify(key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Bytes that are no signature at all.
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /** The text form. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + Ed25519.KEY_BYTES];
    typed[0] = TYPE_ED25519;
    System.arraycopy(raw, 0, typed, 1, Ed25519.KEY_BYTES);
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
