package io.tachograph.verifier.proof;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry of a seq without an index and without reading the whole ledger: by the first seq
 * of each roll file, and by halving inside of one. Sees the files that there were when it was
 * opened. Judges nothing: an entry that it finds may have been changed. For one thread.
 */
public final class EntryLocator implements AutoCloseable {
  private static final int AHEAD_BYTES = 1 << 13;
  private static final int WALK_AHEAD_BYTES = 1 << 17;

  private final List<RollBytes> files = new ArrayList<>();
  private final List<ExcerptSearch> searches = new ArrayList<>();

  /** Where the first entry of a file stands, by file: found when first asked for. */
  private final List<@Nullable First> firsts = new ArrayList<>();

  /** A file's first entry; seq -1 if it has none. */
  private record First(long offset, long seq) {
    static final First NONE = new First(0, -1);
  }

  /** An entry's place; the walk goes on from there. */
  record Place(int file, long offset) {}

  private EntryLocator() {}

  /**
   * Opens a ledger's roll files.
   *
   * @throws IOException if one cannot be opened
   */
  public static EntryLocator open(LedgerFolder folder) throws IOException {
    EntryLocator locator = new EntryLocator();
    try {
      for (Path file : folder.rollFiles()) {
        RollBytes bytes = new RollBytes(file);
        locator.files.add(bytes);
        locator.searches.add(new ExcerptSearch(bytes));
        locator.firsts.add(null);
      }
      return locator;
    } catch (IOException e) {
      locator.close();
      throw e;
    }
  }

  /**
   * The entry that says it has this seq, or null if no file holds one.
   *
   * @throws IOException if a file cannot be read
   */
  public @Nullable Located locate(long seq) throws IOException {
    Place place = place(seq);
    if (place == null) {
      return null;
    }
    RollBytes file = files.get(place.file());
    file.isEntry(place.offset(), AHEAD_BYTES);
    Hash storedHash = file.storedHash(place.offset());
    Entry entry = file.entry(place.offset());
    return entry == null ? null : new Located(entry, storedHash, file.name(), place.offset());
  }

  /**
   * The first entry's seq, or -1 if there is no entry at all.
   *
   * @throws IOException if a file cannot be read
   */
  public long firstSeq() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      if (first(i).seq() >= 0) {
        return first(i).seq();
      }
    }
    return First.NONE.seq();
  }

  /**
   * The last entry's seq by its place, or -1 if there is no entry at all.
   *
   * @throws IOException if a file cannot be read
   */
  public long lastSeq() throws IOException {
    for (int i = files.size() - 1; i >= 0; i--) {
      if (first(i).seq() >= 0) {
        long near = searches.get(i).near(first(i).offset(), Long.MAX_VALUE);
        ExcerptCursor cursor = new ExcerptCursor(files.get(i), near, WALK_AHEAD_BYTES);
        long last = First.NONE.seq();
        while (cursor.next()) {
          // What the last ones say of themselves may have been changed.
          last = last < 0 ? cursor.seq() : last + 1;
        }
        return last;
      }
    }
    return First.NONE.seq();
  }

  /** How many bytes were read so far. */
  public long bytesRead() {
    return files.stream().mapToLong(RollBytes::bytesRead).sum();
  }

  int fileCount() {
    return files.size();
  }

  /** A file, to walk it. */
  RollBytes file(int index) {
    return files.get(index);
  }

  /** Where an entry stands, or null if no file holds it. */
  @Nullable Place place(long seq) throws IOException {
    if (seq < 0) {
      return null;
    }
    int file = fileOf(seq);
    if (file >= 0) {
      ExcerptSearch search = searches.get(file);
      long near = search.near(first(file).offset(), seq);
      Walk walk = walk(file, near, seq);
      if (walk.place() != null || (walk.ordered() && !search.isLost())) {
        return walk.place();
      }
    }
    // The files do not hold together: whatever says that it has this seq will do.
    for (int i = 0; i < files.size(); i++) {
      Place place = walk(i, 0, seq).place();
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  /** The last file that begins at or before a seq, or -1. */
  private int fileOf(long seq) throws IOException {
    int low = 0;
    int high = files.size();
    int best = -1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int file = middle;
      while (file < high && first(file).seq() < 0) {
        file++;
      }
      if (file == high || first(file).seq() > seq) {
        high = middle;
      } else {
        best = file;
        low = file + 1;
      }
    }
    return best;
  }

  private First first(int index) throws IOException {
    First known = firsts.get(index);
    if (known == null) {
      ExcerptCursor cursor = new ExcerptCursor(files.get(index), 0, AHEAD_BYTES);
      known = cursor.next() ? new First(cursor.offset(), cursor.seq()) : First.NONE;
      firsts.set(index, known);
    }
    return known;
  }

  /** What a walk came to; {@code ordered} if each entry on its way followed the one before. */
  private record Walk(@Nullable Place place, boolean ordered) {}

  private Walk walk(int file, long from, long seq) throws IOException {
    ExcerptCursor cursor = new ExcerptCursor(files.get(file), from, WALK_AHEAD_BYTES);
    long last = -1;
    boolean ordered = true;
    while (cursor.next()) {
      long found = cursor.seq();
      if (found == seq) {
        return new Walk(new Place(file, cursor.offset()), ordered);
      }
      ordered &= last < 0 || found == last + 1;
      if (found > seq && ordered && from > 0) {
        break;
      }
      last = found;
    }
    return new Walk(null, ordered);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (RollBytes file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
