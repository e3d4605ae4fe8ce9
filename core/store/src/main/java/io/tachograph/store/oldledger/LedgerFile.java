package io.tachograph.store.oldledger;

import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An old ledger's file, and what SQLite keeps beside it: a log of what the file does not have yet,
 * or a journal of what has to be undone in it. Reads them as bytes; changes nothing. Immutable.
 *
 * @param path the file
 */
record LedgerFile(Path path) {
  private static final List<String> LOG_SUFFIXES = List.of("-wal", "-journal");
  private static final String NO_FILE = "there is no such file, check the path";

  /** How a file looks from outside: what changes when somebody writes to it. */
  private record Stamp(long bytes, long modifiedNs) {
    static final Stamp ABSENT = new Stamp(-1, 0);
  }

  /** How all files look. */
  record Look(List<Object> stamps) {}

  /** How the files look now. */
  Look look() {
    return new Look(List.of(stamp(path), stamp(beside("-wal")), stamp(beside("-journal"))));
  }

  private static Stamp stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.size(), found.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    } catch (NoSuchFileException e) {
      return Stamp.ABSENT;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Checks that there is a file. */
  void require() {
    if (!Files.exists(path)) {
      throw new StoreException(
          Category.NOT_FOUND, "The old ledger cannot be read, " + NO_FILE + ": file=" + path + ".");
    }
    if (!Files.isRegularFile(path)) {
      throw new StoreException(
          Category.IO, "The old ledger cannot be read, it is no file: file=" + path + ".");
    }
  }

  /** The log or journal that has to be read with the file, or null. */
  @Nullable Path log() {
    for (String suffix : LOG_SUFFIXES) {
      Path log = beside(suffix);
      if (stamp(log).bytes() > 0) {
        return log;
      }
    }
    return null;
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** The SHA-256 of a file, in hexadecimal digits. */
  static String sha256(Path file) {
    return digest(file, null);
  }

  /** Copies a file; the SHA-256 of what was copied. */
  static String copy(Path file, Path target) {
    return digest(file, target);
  }

  private static String digest(Path file, @Nullable Path target) {
    MessageDigest digest = RowHash.sha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream copied =
            target == null ? OutputStream.nullOutputStream() : Files.newOutputStream(target);
        DigestOutputStream out = new DigestOutputStream(copied, digest)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static StoreException unreadable(Path file, IOException cause) {
    return new StoreException(
        Category.IO,
        "The old ledger cannot be read, check its permissions and the space for temporary files:"
            + " file="
            + file
            + " java.io.tmpdir="
            + System.getProperty("java.io.tmpdir")
            + ": "
            + cause
            + ".",
        cause);
  }
}
