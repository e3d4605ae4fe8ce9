package io.tachograph.store.legacy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the documents under folders by their names, within bounds. Links are not followed; one that
 * has a document's name is given out, so that it can be said why it is taken or not.
 */
final class DocumentWalk {
  /** How deep below a folder that was named. */
  static final int MAX_DEPTH = 16;

  /** How many files and folders are looked at below one that was named. */
  static final int MAX_ENTRIES = 200_000;

  /** How many documents are imported at once. */
  static final int MAX_DOCUMENTS = 10_000;

  /** Where no agent keeps its state, and there are many files. */
  static final Set<String> SKIPPED_FOLDERS = Set.of(".git", "node_modules");

  private static final Pattern MIGRATED = Pattern.compile(".*\\.migrated-[^/]*\\.json");

  private final List<Found> documents = new ArrayList<>();
  private int migrated;

  /**
   * A file that may be a document.
   *
   * @param folder the one that was named, which it must stand in
   */
  record Found(Path file, Path folder) {
    private int order() {
      return DocumentKind.ofFileName(name()).map(Enum::ordinal).orElse(0);
    }

    private String name() {
      return String.valueOf(file.getFileName());
    }
  }

  private DocumentWalk() {}

  /**
   * Looks for documents.
   *
   * @param sources folders, and files which are given out whatever they are called
   * @throws DocumentException if there is more than is looked at
   */
  static DocumentWalk of(List<Path> sources) {
    DocumentWalk walk = new DocumentWalk();
    for (Path source : sources) {
      Path absolute = source.toAbsolutePath().normalize();
      boolean document =
          DocumentKind.ofFileName(String.valueOf(absolute.getFileName())).isPresent();
      if (Files.isDirectory(absolute) && !document) {
        walk.look(absolute);
      } else {
        Path parent = absolute.getParent();
        walk.add(new Found(absolute, parent == null ? absolute : parent));
      }
    }
    // Those that say which mission they are about come first: the others look for one.
    walk.documents.sort(
        Comparator.comparingInt(Found::order).thenComparing(found -> found.file().toString()));
    return walk;
  }

  /** What was found, in the order of importing. */
  List<Found> documents() {
    return documents;
  }

  /** How many files there are that were imported before. */
  int migrated() {
    return migrated;
  }

  private void add(Found found) {
    documents.add(found);
    if (documents.size() > MAX_DOCUMENTS) {
      throw DocumentException.whole(
          "There are too many documents to import at once; name the folders inside one by one",
          MAX_DOCUMENTS + " documents");
    }
  }

  private void look(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          MAX_DEPTH,
          new Visitor(folder));
    } catch (IOException e) {
      throw DocumentException.whole("The folder cannot be read: " + e, "a readable folder", e)
          .in(folder);
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path folder;
    private int entries;

    Visitor(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      count();
      String name = String.valueOf(directory.getFileName());
      if (directory.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      if (DocumentKind.ofFileName(name).isPresent()) {
        add(new Found(directory, folder));
        return FileVisitResult.SKIP_SUBTREE;
      }
      return SKIPPED_FOLDERS.contains(name)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      count();
      if (attributes.isDirectory()) {
        throw DocumentException.whole(
                "The folder is too deep to look through; name the folders inside one by one",
                MAX_DEPTH + " levels")
            .in(file);
      }
      String name = String.valueOf(file.getFileName());
      if (DocumentKind.ofFileName(name).isPresent()) {
        add(new Found(file, folder));
      } else if (MIGRATED.matcher(name).matches()
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        migrated++;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      count();
      if (DocumentKind.ofFileName(String.valueOf(file.getFileName())).isPresent()) {
        add(new Found(file, folder));
        return FileVisitResult.CONTINUE;
      }
      throw DocumentException.whole("A folder cannot be read: " + e, "readable folders", e)
          .in(file);
    }

    private void count() {
      entries++;
      if (entries > MAX_ENTRIES) {
        throw DocumentException.whole(
                "The folder holds too much to look through; name the folders inside one by one",
                MAX_ENTRIES + " files and folders, to depth " + MAX_DEPTH)
            .in(folder);
      }
    }
  }
}
