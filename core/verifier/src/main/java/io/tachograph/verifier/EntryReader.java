package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.ExcerptLayout;
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

  /** Enough for most entries; whoever follows hundreds of ledgers has as many buffers. */
  private static final int FOLLOWING_BUFFER_BYTES = 1 << 16;

  private static final int READING_BUFFER_BYTES = 1 << 20;

  private final LedgerFolder folder;
  private final int bufferBytes;
  private Iterator<Path> files;
  private @Nullable RollFile file;
  private long passedOver;

  private EntryReader(LedgerFolder folder, List<Path> files, int bufferBytes) {
    this.folder = folder;
    this.bufferBytes = bufferBytes;
    this.files = files.iterator();
  }

  /**
   * Opens a ledger's files for reading.
   *
   * @throws IOException if its folder cannot be read
   */
  public static EntryReader open(LedgerFolder folder) throws IOException {
    return new EntryReader(folder, folder.rollFiles(), READING_BUFFER_BYTES);
  }

  /**
   * Opens them to follow a ledger with little memory.
   *
   * @param from the place of the entry that is to be the first; null for the beginning
   * @throws IOException if its folder or that file cannot be read
   */
  public static EntryReader follow(LedgerFolder folder, @Nullable Located from) throws IOException {
    return from == null
        ? new EntryReader(folder, folder.rollFiles(), FOLLOWING_BUFFER_BYTES)
        : at(folder, from.file(), from.offset(), FOLLOWING_BUFFER_BYTES);
  }

  private static EntryReader at(LedgerFolder folder, String fileName, long offset, int bufferBytes)
      throws IOException {
    EntryReader reader = new EntryReader(folder, List.of(), bufferBytes);
    reader.files = reader.later(fileName).iterator();
    reader.open(folder.rollFile(fileName)).goTo(offset);
    return reader;
  }

  private RollFile open(Path path) throws IOException {
    RollFile opened = new RollFile(path, bufferBytes);
    file = opened;
    return opened;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
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
    return at(folder, fileName, offset, READING_BUFFER_BYTES);
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
        current = open(files.next());
      }
      switch (current.next()) {
        case DATA -> {
          Located located = located(current);
          if (located != null) {
            return located;
          }
          passedOver++;
        }
        // No entry is that long: verification says so.
        case OVERSIZED -> passedOver++;
        default -> {
          if (!hasMore(current) && !isFollowed(current)) {
            return null;
          }
        }
      }
    }
  }

  /** How many excerpts were passed over so far that are no entries. */
  public long passedOver() {
    return passedOver;
  }

  /**
   * Whether {@link #next} may find an entry now where it found none, by one small look; that
   * another file has begun without a mark in this one it does not see.
   *
   * @throws IOException if the file cannot be read
   */
  public boolean hasNews() throws IOException {
    RollFile current = file;
    if (current == null) {
      return true;
    }
    int header = current.headerNow(current.offset());
    return header != 0
        && (header == ExcerptLayout.END_MARK || (header & ExcerptLayout.INCOMPLETE_BIT) == 0);
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
    return folder.rollFiles().stream().filter(path -> name(path).compareTo(name) > 0).toList();
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
