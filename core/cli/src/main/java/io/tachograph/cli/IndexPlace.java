package io.tachograph.cli;

import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a command keeps a ledger's index: beside the ledger, where that is ours to write; else in
 * the user's cache; else in a folder that goes when the command ends.
 *
 * @param file the index's file
 * @param folder what goes with it when the command ends, or null
 */
record IndexPlace(Path file, @Nullable Path folder) implements AutoCloseable {
  private static final String NAME = "tachograph";

  /**
   * The place for a ledger's index.
   *
   * @throws IOException if there is none at all
   */
  static IndexPlace of(LedgerFolder ledger, UUID id) throws IOException {
    Path beside = ledger.path().resolve(LedgerIndex.FILE);
    if (isOurs(ledger.path()) && (!Files.exists(beside) || isOurs(beside))) {
      return new IndexPlace(beside, null);
    }
    Path cache = cache().resolve(NAME);
    // Copies of a ledger have one id, and may part.
    String name = id + "-" + Integer.toHexString(ledger.path().toRealPath().hashCode()) + ".db";
    if (canBeMade(cache)) {
      return new IndexPlace(cache.resolve(name), null);
    }
    Path folder = Files.createTempDirectory(NAME);
    return new IndexPlace(folder.resolve(name), folder);
  }

  /**
   * Whether we may write there and it belongs to us: what root makes in a service's folder, the
   * service cannot write to.
   */
  private static boolean isOurs(Path path) throws IOException {
    if (!Files.isWritable(path)) {
      return false;
    }
    UserPrincipal us;
    try {
      us =
          path.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name"));
    } catch (IOException | UnsupportedOperationException e) {
      // Users without a name, as containers have them.
      return true;
    }
    return us.equals(Files.getOwner(path));
  }

  /** As the XDG base directories have it. */
  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    return named == null || named.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(named);
  }

  private static boolean canBeMade(Path cache) {
    try {
      Files.createDirectories(cache);
      return Files.isWritable(cache);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is where the next one looks first. */
  boolean isBeside(LedgerFolder ledger) {
    return ledger.path().equals(file.getParent());
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path made : files) {
          Files.delete(made);
        }
      }
      Files.delete(folder);
    }
  }
}
