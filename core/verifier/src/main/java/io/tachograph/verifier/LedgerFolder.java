package io.tachograph.verifier;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's folder, as {@code docs/format.md} lays it out.
 *
 * @param path the folder
 */
public record LedgerFolder(Path path) {
  private static final String QUEUE = "ledger";
  private static final String ROLL_FILES = "*.cq4";

  /** How deep under a folder ledgers are looked for: {@code <dir>/<service>}. */
  private static final int MAX_DEPTH = 2;

  /** Whether the path is such a folder. */
  public static boolean is(Path path) {
    return Files.isDirectory(path.resolve(QUEUE));
  }

  /**
   * The ledger that is this folder, or the ledgers under it, by name.
   *
   * @throws IOException if there is none, or the folder cannot be read
   */
  public static List<LedgerFolder> find(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such folder");
    }
    List<LedgerFolder> found = under(path);
    if (found.isEmpty()) {
      throw new IOException(
          "no ledger here: a ledger is a folder that holds a folder named ledger: path=" + path);
    }
    return found;
  }

  /**
   * As {@link #find}, where there may be none yet.
   *
   * @throws IOException if the folder cannot be read
   */
  public static List<LedgerFolder> under(Path path) throws IOException {
    List<LedgerFolder> found = new ArrayList<>();
    find(path, MAX_DEPTH, found);
    found.sort(Comparator.comparing(LedgerFolder::path));
    return found;
  }

  /**
   * The one ledger that is this folder or under it.
   *
   * @throws IOException if there is none or more than one, or the folder cannot be read
   */
  public static LedgerFolder one(Path path) throws IOException {
    List<LedgerFolder> found = find(path);
    if (found.size() > 1) {
      throw new IOException(
          "there are "
              + found.size()
              + " ledgers here, say which: path="
              + path
              + " first="
              + found.get(0).path());
    }
    return found.get(0);
  }

  /**
   * The id of the ledger, by what its first entry says, or where that was dropped, the proof of it;
   * not judged. Null if nothing says it.
   *
   * @throws IOException if its files cannot be read
   */
  public @Nullable String ledgerId() throws IOException {
    try (EntryReader reader = EntryReader.open(this)) {
      EntryReader.Located first = reader.next();
      if (first != null && first.entry().type().equals(Identity.LEDGER_CREATED)) {
        return Identity.of(first.entry()).ledgerId();
      }
    }
    PrunedFolder pruned = PrunedFolder.read(new FolderFiles(this, false), new Findings());
    return pruned == null ? null : pruned.identity().ledgerId();
  }

  private static void find(Path path, int depth, List<LedgerFolder> found) throws IOException {
    if (is(path)) {
      found.add(new LedgerFolder(path));
    } else if (depth > 0 && Files.isDirectory(path)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          if (Files.isDirectory(child)) {
            find(child, depth - 1, found);
          }
        }
      }
    }
  }

  Path rollFile(String name) {
    return path.resolve(QUEUE).resolve(name);
  }

  /**
   * The roll files in order of time, which is that of their names.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<Path> rollFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(path.resolve(QUEUE), ROLL_FILES)) {
      for (Path child : children) {
        if (!Files.isRegularFile(child)) {
          throw new IOException("a roll file is no file: path=" + child);
        }
        files.add(child);
      }
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    return files;
  }
}
