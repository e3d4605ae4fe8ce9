package io.tachograph.ledger;

import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SigningKey;
import io.tachograph.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code keys/}: the signing key of the current epoch, and while keys are exchanged the
 * next one. Only their owner may read them. For one thread.
 */
final class KeyFolder {
  static final String FOLDER_NAME = "keys";
  static final String CURRENT = "current.pem";
  static final String NEXT = "next.pem";

  private static final int MAX_PEM_BYTES = 16 * 1024;

  private final Path folder;
  private final DurableFiles files;

  KeyFolder(Path ledgerFolder, DurableFiles files) {
    this.folder = ledgerFolder.resolve(FOLDER_NAME);
    this.files = files;
  }

  /** For messages. */
  Path path() {
    return folder;
  }

  /** Makes the folder where there is none. */
  void create() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** The current epoch's key, or null if there is none, or it was erased already. */
  @Nullable SigningKey current(String origin) throws IOException {
    return read(folder.resolve(CURRENT), origin);
  }

  /** The next epoch's key, or null if keys are not being exchanged. */
  @Nullable SigningKey next(String origin) throws IOException {
    return read(folder.resolve(NEXT), origin);
  }

  private static @Nullable SigningKey read(Path file, String origin) throws IOException {
    try {
      if (Files.size(file) > MAX_PEM_BYTES) {
        return null;
      }
      return SigningKey.ofPem(origin, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException | MalformedNoteException e) {
      // One that was erased is zeros.
      return null;
    }
  }

  /**
   * A key of the operator's.
   *
   * @throws LedgerException if the file is no key
   */
  static SigningKey given(Path file, String origin) {
    try {
      return SigningKey.ofPem(origin, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException | MalformedNoteException e) {
      throw new LedgerException(
          Reason.STORAGE,
          "the signing key cannot be read; give an Ed25519 key as PEM with PKCS#8, as openssl"
              + " genpkey -algorithm ed25519 makes it: signing-key="
              + file
              + " ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
  }

  void storeCurrent(SigningKey key) throws IOException {
    store(CURRENT, key);
  }

  void storeNext(SigningKey key) throws IOException {
    store(NEXT, key);
  }

  private void store(String name, SigningKey key) throws IOException {
    byte[] pem = key.toPem().getBytes(StandardCharsets.US_ASCII);
    files.replace(folder.resolve(name), pem, true);
  }

  /** The next key becomes the current one, which is gone from the disk afterwards. */
  void adoptNext() throws IOException {
    // A crash here: the current key is still whole, and this is done again.
    files.erase(folder.resolve(CURRENT));
    // A crash here: there is no current key, but the next one, announced and confirmed.
    files.move(folder.resolve(NEXT), folder.resolve(CURRENT));
  }

  /** The current key is gone from the disk afterwards. */
  void destroyCurrent() throws IOException {
    files.erase(folder.resolve(CURRENT));
    files.delete(folder.resolve(CURRENT));
  }

  /** The next key, which was never announced, is gone from the disk afterwards. */
  void destroyNext() throws IOException {
    files.erase(folder.resolve(NEXT));
    files.delete(folder.resolve(NEXT));
  }
}
