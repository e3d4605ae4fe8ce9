package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a ledger's files one by one, without judging them: what does not parse is
 * skipped. Behind the last one it may be asked again: a writer may have gone on. For one thread.
 */
public final class EntryReader implements AutoCloseable {
  /**
   * An entry and where it stands.
   *
   * @param entry the entry
   * @param storedHash the hash that stands before it, which may not be its own
   * @param file the roll file's name
   * @param offset where its header stands in it, in bytes
   */
  public record Located(Entry entry, Hash storedHash, String file, long offset) {}

  private final LedgerFolder folder;
  private Iterator<Path> files;
  private @Nullable RollFile file;

  private EntryReader(LedgerFolder folder) throws IOException {
    this.folder = folder;
    this.files = folder.rollFiles().iterator();
  }

  /**
   * Opens a ledger's files for reading.
   *
   * @throws IOException if its folder cannot be read
   */
  public static EntryReader open(LedgerFolder folder) throws IOException {
    return new EntryReader(folder);
  }

  /**
   * Opens them at a place where an entry stands; that one is the first.
   *
   * @param fileName the roll file's name
   * @param offset where the entry's header stands in it, in bytes
   * @throws IOException if there is no such file, or one cannot be read
   */
  public static EntryReader openAt(LedgerFolder folder, String fileName, long offset)
      throws IOException {
    EntryReader reader = new EntryReader(folder);
    reader.files = reader.later(fileName).iterator();
    RollFile first = new RollFile(folder.rollFile(fileName));
    first.goTo(offset);
    reader.file = first;
    return reader;
  }

  /**
   * The next entry, or null if there is none yet.
   *
   * @throws IOException if a file cannot be read
   */
  public @Nullable Located next() throws IOException {
    while (true) {
      RollFile current = file;
      if (current == null) {
        if (!files.hasNext()) {
          return null;
        }
        current = new RollFile(files.next());
        file = current;
      }
      switch (current.next()) {
        case DATA -> {
          Located located = located(current);
          if (located != null) {
            return located;
          }
        }
        case OVERSIZED -> {
          // No entry is that long: verification says so, here it is passed over.
        }
        default -> {
          if (!hasMore(current) && !isFollowed(current)) {
            return null;
          }
        }
      }
    }
  }

  /** Whether something stands at the file's end now that did not before; goes there if so. */
  private static boolean hasMore(RollFile current) throws IOException {
    long end = current.offset();
    current.goTo(end);
    boolean more = current.next() == RollFile.Step.DATA;
    current.goTo(end);
    return more;
  }

  /** Whether a later file has begun, which ends this one; goes there if so. */
  private boolean isFollowed(RollFile current) throws IOException {
    if (!files.hasNext()) {
      files = later(current.name()).iterator();
      if (!files.hasNext() || hasMore(current)) {
        return files.hasNext();
      }
    }
    close();
    return true;
  }

  private List<Path> later(String name) throws IOException {
    return folder.rollFiles().stream()
        .filter(path -> String.valueOf(path.getFileName()).compareTo(name) > 0)
        .toList();
  }

  private static @Nullable Located located(RollFile file) {
    int start = file.dataStart();
    int length = file.length() - Hash.LENGTH;
    if (length < 0) {
      return null;
    }
    try {
      return new Located(
          Entry.parse(file.buffer(), start + Hash.LENGTH, length),
          Hash.copyOf(file.buffer(), start),
          file.name(),
          file.offset());
    } catch (MalformedEntryException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
