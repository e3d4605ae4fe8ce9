package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stored hashes of a queue's entries, and looks into those that announce a key. What
 * was appended is not hashed again: that is verification's part. For one thread.
 */
final class HashTail implements AutoCloseable {
  private static final byte[] KEY_ROTATED =
      EventTypes.KEY_ROTATED.name().getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = EntryLayout.TYPE_OFFSET + KEY_ROTATED.length;
  private static final int MAX_ANNOUNCEMENT_BYTES = 64 * 1024;

  private final SingleChronicleQueue queue;
  private final ExcerptTailer tailer;
  private final byte[] hash = new byte[Hash.LENGTH];
  private final byte[] head = new byte[HEAD_BYTES];
  private @Nullable Entry announcement;
  private int cycle = -1;
  private boolean beganFile;

  HashTail(SingleChronicleQueue queue) {
    this.queue = queue;
    this.tailer = queue.createTailer();
    tailer.singleThreadedCheckDisabled(true);
  }

  /** Moves to where an entry stands, or false if the ledger does not reach to it yet. */
  boolean moveTo(RollFiles rollFiles, long seq) {
    cycle = -1;
    return rollFiles.moveTo(tailer, seq);
  }

  /** Goes to the next entry; false if there is none yet. */
  boolean next() {
    try (DocumentContext document = tailer.readingDocument()) {
      Wire wire = document.isPresent() ? document.wire() : null;
      if (wire == null) {
        return false;
      }
      Bytes<?> bytes = wire.bytes();
      int now = queue.rollCycle().toCycle(document.index());
      beganFile = cycle >= 0 && cycle != now;
      cycle = now;
      Arrays.fill(hash, (byte) 0);
      bytes.read(hash, 0, (int) Math.min(Hash.LENGTH, bytes.readRemaining()));
      announcement = announcement(bytes);
      return true;
    }
  }

  private @Nullable Entry announcement(Bytes<?> bytes) {
    long length = bytes.readRemaining();
    if (length <= HEAD_BYTES || length > MAX_ANNOUNCEMENT_BYTES) {
      return null;
    }
    long start = bytes.readPosition();
    bytes.read(head, 0, HEAD_BYTES);
    boolean announces =
        head[EntryLayout.TYPE_LENGTH_OFFSET] == KEY_ROTATED.length
            && head[EntryLayout.TYPE_LENGTH_OFFSET + 1] == 0
            && Arrays.equals(
                head, EntryLayout.TYPE_OFFSET, HEAD_BYTES, KEY_ROTATED, 0, KEY_ROTATED.length);
    if (!announces) {
      return null;
    }
    byte[] entry = new byte[(int) length];
    bytes.readPosition(start);
    bytes.read(entry, 0, entry.length);
    try {
      return Entry.parse(entry, 0, entry.length);
    } catch (MalformedEntryException e) {
      // Verification finds it. It announces nothing.
      return null;
    }
  }

  /** The entry's stored hash; valid until {@link #next}. */
  byte[] hash() {
    return hash;
  }

  /** Whether the entry is the first of another file than the one before it. */
  boolean beganFile() {
    return beganFile;
  }

  /** The entry if it is a {@code key_rotated}, else null. */
  @Nullable Entry announcement() {
    return announcement;
  }

  @Override
  public void close() {
    tailer.close();
  }
}
