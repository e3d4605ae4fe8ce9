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
    return openAt(folder, null);
  }

  /**
   * Opens them at a place where an entry stands.
   *
   * @param from the place of the entry that is to be the first; null for the beginning
   * @throws IOException if its folder or that file cannot be read
   */
  public static EntryReader openAt(LedgerFolder folder, @Nullable Located from) throws IOException {
    return openAt(folder, from, READING_BUFFER_BYTES);
  }

  /**
   * As {@link #openAt}, to follow a ledger with little memory.
   *
   * @throws IOException if its folder or that file cannot be read
   */
  public static EntryReader follow(LedgerFolder folder, @Nullable Located from) throws IOException {
    return openAt(folder, from, FOLLOWING_BUFFER_BYTES);
  }

  private static EntryReader openAt(LedgerFolder folder, @Nullable Located from, int bufferBytes)
      throws IOException {
    if (from == null) {
      return new EntryReader(folder, folder.rollFiles(), bufferBytes);
    }
    EntryReader reader = new EntryReader(folder, List.of(), bufferBytes);
    reader.files = reader.later(from.file()).iterator();
    reader.open(folder.rollFile(from.file())).goTo(from.offset());
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
