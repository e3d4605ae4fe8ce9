package io.tachograph.verifier;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The small files of a ledger's folder, each hashed as it is read, if that is asked for. */
final class FolderFiles implements SideFiles {
  private final Path path;
  private final boolean digestWanted;
  private final List<FileHash> digests = new ArrayList<>();
  private final Map<String, Set<String>> names = new HashMap<>();

  FolderFiles(LedgerFolder folder, boolean digestWanted) {
    this.path = folder.path();
    this.digestWanted = digestWanted;
  }

  @Override
  public Set<String> namesIn(String folder) throws IOException {
    Set<String> known = names.get(folder);
    if (known != null) {
      return known;
    }
    Set<String> found = new HashSet<>();
    if (Files.isDirectory(path.resolve(folder))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path.resolve(folder))) {
        files.forEach(file -> found.add(String.valueOf(file.getFileName())));
      }
    }
    names.put(folder, found);
    return found;
  }

  @Override
  public byte @Nullable [] read(String name) throws IOException {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (digestWanted) {
      FileDigest digest = new FileDigest(name, true);
      digest.take(bytes);
      digests.add(digest.result());
    }
    return bytes;
  }

  /** The hashes of the files that were read. */
  List<FileHash> digests() {
    return digests;
  }
}
