package io.tachograph.ledger;

import io.tachograph.format.SignedNote;
import io.tachograph.format.SigningKey;
import io.tachograph.format.VerifierKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign a ledger, epoch after epoch. For one thread.
 *
 * <p>A key is exchanged in four steps, of which a crash between any two is finished at the next
 * start by the same code:
 *
 * <ol>
 *   <li>{@link #prepareNext}: the next key is on the disk. <em>A crash here: it was announced to
 *       nobody and is destroyed.</em>
 *   <li>The ledger gets {@code key_rotated} with it. <em>A crash here: the old key is there, reads
 *       the entry again and goes on with the next step.</em>
 *   <li>The old key signs the checkpoint that ends with that entry. <em>A crash here: the last
 *       checkpoint ends with an announcement, so the next step is due.</em>
 *   <li>{@link #adopt}: the next key takes the old one's place, which is gone.
 * </ol>
 */
final class KeyRing {
  private final KeyFolder folder;
  private final @Nullable Path givenFile;
  private final String origin;
  private @Nullable SigningKey given;
  private @Nullable SigningKey current;
  private @Nullable SigningKey next;

  /** Reads no key yet: that loads much of the JDK, which an opening ledger need not wait for. */
  KeyRing(KeyFolder folder, @Nullable Path givenFile, String origin) {
    this.folder = folder;
    this.givenFile = givenFile;
    this.origin = origin;
  }

  /** Makes the first epoch's key for a new ledger, or takes the operator's. */
  VerifierKey begin() throws IOException {
    SigningKey key;
    if (givenFile == null) {
      key = SigningKey.generate(origin);
      folder.create();
      folder.storeCurrent(key);
    } else {
      key = KeyFolder.given(givenFile, origin);
    }
    return key.verifierKey();
  }

  /**
   * Finds the current epoch's key, and finishes an exchange that was confirmed.
   *
   * @param genesis the first epoch's key
   * @param last the last checkpoint, or null if there is none
   * @param announced the key that the last entry which it covers announces, or null
   * @throws LedgerException {@link Reason#DAMAGED} if the current key is not there
   */
  void recover(VerifierKey genesis, @Nullable SignedNote last, @Nullable VerifierKey announced)
      throws IOException {
    given = givenFile == null ? null : KeyFolder.given(givenFile, origin);
    current = folder.current(origin);
    next = folder.next(origin);
    if (announced != null) {
      adopt(announced);
    } else {
      current =
          Stream.of(stream(current), stream(given))
              .flatMap(one -> one)
              .filter(key -> isOfEpoch(key.verifierKey(), genesis, last))
              .findFirst()
              .orElseThrow(this::missing);
    }
  }

  private static Stream<SigningKey> stream(@Nullable SigningKey key) {
    return key == null ? Stream.empty() : Stream.of(key);
  }

  private static boolean isOfEpoch(
      VerifierKey key, VerifierKey genesis, @Nullable SignedNote last) {
    return last == null ? key.equals(genesis) : key.hasSigned(last);
  }

  private LedgerException missing() {
    return new LedgerException(
        Reason.DAMAGED,
        "the signing key of the ledger's current epoch is not there, so nothing more is signed;"
            + " bring it back, or record to another folder: path="
            + folder.path()
            + " signing-key="
            + givenFile);
  }

  /** The key that signs now. */
  SigningKey current() {
    if (current == null) {
      throw new IllegalStateException("no key was recovered yet: path=" + folder.path());
    }
    return current;
  }

  /** Whether there is a key to go on to: not where the operator gave the current one. */
  boolean canRotate() {
    return given == null || !isKey(current, given.verifierKey());
  }

  /** Has the next key on the disk, and gives what is to be announced. */
  VerifierKey prepareNext() throws IOException {
    if (given != null) {
      return given.verifierKey();
    }
    SigningKey made = SigningKey.generate(origin);
    folder.storeNext(made);
    next = made;
    return made.verifierKey();
  }

  /**
   * The announced key signs from now on. Call it when a checkpoint that ends with the announcement
   * is on the disk.
   *
   * @throws LedgerException {@link Reason#DAMAGED} if that key is not here
   */
  void adopt(VerifierKey announced) throws IOException {
    if (isKey(current, announced)) {
      return;
    }
    if (isKey(next, announced)) {
      folder.adoptNext();
      current = next;
      next = null;
    } else if (isKey(given, announced)) {
      folder.destroyCurrent();
      current = given;
    } else {
      throw missing();
    }
  }

  private static boolean isKey(@Nullable SigningKey key, VerifierKey verifierKey) {
    return key != null && key.verifierKey().equals(verifierKey);
  }

  /** Destroys a next key that the ledger, read to its end, does not announce. */
  void forgetNext() throws IOException {
    if (next != null) {
      folder.destroyNext();
      next = null;
    }
  }
}
