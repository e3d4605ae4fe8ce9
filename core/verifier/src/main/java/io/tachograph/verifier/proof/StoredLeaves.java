package io.tachograph.verifier.proof;

import io.tachograph.format.Hash;
import io.tachograph.format.Tile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that stand before the entries, read in order and kept for the 256 of a tile: whoever
 * asks for one leaf needs those beside it. For one thread.
 */
final class StoredLeaves {
  private static final int AHEAD_BYTES = 1 << 18;
  private static final long NO_SEQ = -1;

  private final EntryLocator locator;
  private final byte[] kept = new byte[Tile.BYTES];
  private long keptFrom;
  private long keptTo;
  private @Nullable ExcerptCursor cursor;
  private int file;

  /** The seq that the cursor finds next. */
  private long nextSeq = NO_SEQ;

  StoredLeaves(EntryLocator locator) {
    this.locator = locator;
  }

  /**
   * The hash that stands before an entry.
   *
   * @throws IOException if the entry is not there, or a file cannot be read
   */
  Hash leaf(long seq) throws IOException {
    if (seq < keptFrom || seq >= keptTo) {
      fill(seq);
    }
    return Hash.copyOf(kept, (int) (seq % Tile.WIDTH) * Hash.LENGTH);
  }

  private void fill(long seq) throws IOException {
    long block = seq - seq % Tile.WIDTH;
    long from = Math.max(block, Math.min(seq, locator.firstSeq()));
    if (nextSeq != from) {
      position(from);
    }
    keptFrom = from;
    keptTo = from;
    while (keptTo < block + Tile.WIDTH && advance(keptTo)) {
      RollBytes bytes = locator.file(file);
      bytes.storedHash(current().offset()).copyTo(kept, (int) (keptTo % Tile.WIDTH) * Hash.LENGTH);
      keptTo++;
      nextSeq = keptTo;
    }
    if (seq >= keptTo) {
      nextSeq = NO_SEQ;
      throw missing(keptTo);
    }
  }

  private void position(long seq) throws IOException {
    nextSeq = NO_SEQ;
    EntryLocator.Place place = locator.place(seq);
    if (place == null) {
      throw missing(seq);
    }
    file = place.file();
    cursor = new ExcerptCursor(locator.file(file), place.offset(), AHEAD_BYTES);
  }

  /** Goes to the next entry, into the next file too; false if there is none with this seq. */
  private boolean advance(long seq) throws IOException {
    while (!current().next()) {
      if (file + 1 >= locator.fileCount()) {
        return false;
      }
      file++;
      cursor = new ExcerptCursor(locator.file(file), 0, AHEAD_BYTES);
    }
    return current().seq() == seq;
  }

  private ExcerptCursor current() {
    if (cursor == null) {
      throw new IllegalStateException("not positioned");
    }
    return cursor;
  }

  private static NotProvableException missing(long seq) {
    return new NotProvableException(
        "the ledger's files hold no entry of this seq; verify says what is wrong: seq=" + seq);
  }
}
