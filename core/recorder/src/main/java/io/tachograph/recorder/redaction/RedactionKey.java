package io.tachograph.recorder.redaction;

import io.tachograph.format.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which redacted values can be matched: in their place stands the beginning of their
 * HMAC-SHA-256. Whoever holds the key can test a guess; nobody else learns more than that two
 * values were the same. Never written anywhere; {@link #id()} tells keys apart. Thread-safe.
 */
public final class RedactionKey implements Placeholder {
  /** A key shorter than the hash would be the weaker part. */
  public static final int MIN_KEY_BYTES = 32;

  private static final int MAX_KEY_BYTES = 4096;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "[redacted:hmac-sha256:";
  private static final byte[] ID_DOMAIN =
      "tachograph redaction key\n".getBytes(StandardCharsets.UTF_8);
  private static final int ID_BYTES = 8;

  /** 128 bits: no two values meet by chance, and the placeholder stays short. */
  private static final int KEPT_BYTES = 16;

  private final Mac mac;
  private final String id;
  private final boolean readableByOthers;

  /**
   * A key of these bytes.
   *
   * @throws IllegalArgumentException if they are too few or too many
   */
  public RedactionKey(byte[] key) {
    this(key, false);
  }

  private RedactionKey(byte[] key, boolean readableByOthers) {
    if (key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key has from "
              + MIN_KEY_BYTES
              + " to "
              + MAX_KEY_BYTES
              + " bytes: bytes="
              + key.length);
    }
    try {
      Mac made = Mac.getInstance(ALGORITHM);
      made.init(new SecretKeySpec(key, ALGORITHM));
      // That it can be cloned shows here, not at the first secret.
      mac = (Mac) made.clone();
    } catch (NoSuchAlgorithmException | InvalidKeyException | CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
    MessageDigest digest = Sha256.digest();
    digest.update(ID_DOMAIN);
    id = HexFormat.of().formatHex(digest.digest(key), 0, ID_BYTES);
    this.readableByOthers = readableByOthers;
  }

  /**
   * The key that a file holds: all of its bytes, a line's end too.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is too short or too long
   */
  public static RedactionKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has at most " + MAX_KEY_BYTES + " bytes");
    }
    byte[] key = Files.readAllBytes(file);
    try {
      return new RedactionKey(key, isReadableByOthers(file));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static boolean isReadableByOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
  }

  /** Tells keys apart, and nothing of the key can be learnt from it. */
  public String id() {
    return id;
  }

  /** Whether every user of the machine may read the key's file. */
  public boolean isReadableByOthers() {
    return readableByOthers;
  }

  @Override
  public boolean tellsApart() {
    return true;
  }

  @Override
  public String of(String secret) {
    try {
      Mac own = (Mac) mac.clone();
      byte[] hash = own.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] kept = Arrays.copyOf(hash, KEPT_BYTES);
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(kept) + "]";
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("it was cloned before", e);
    }
  }
}
