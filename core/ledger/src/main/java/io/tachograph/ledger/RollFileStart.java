package io.tachograph.ledger;

import io.tachograph.format.EntryLayout;
import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a roll file begins, read from the file alone, for when the queue is not open.
 *
 * @param seq the first entry's number
 * @param prev the hash of the one before it
 */
record RollFileStart(long seq, Hash prev) {
  /** Before the first entry stand the queue's header and two indexes. */
  private static final int MAX_STEPS = 100;

  /** Reads the file's first entry, or null if it has none. */
  static @Nullable RollFileStart of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long offset = 0;
      for (int step = 0; step < MAX_STEPS; step++) {
        ByteBuffer header = read(channel, offset, ExcerptLayout.HEADER_BYTES);
        int word = header == null ? 0 : header.getInt(0);
        int length = word & ExcerptLayout.LENGTH_BITS;
        if (word == 0 || (word & ExcerptLayout.INCOMPLETE_BIT) != 0) {
          return null;
        }
        if ((word & ExcerptLayout.METADATA_BIT) == 0) {
          return length < Hash.LENGTH + EntryLayout.MIN_ENTRY_LENGTH
              ? null
              : entry(channel, offset + ExcerptLayout.HEADER_BYTES);
        }
        offset = ExcerptLayout.next(offset, length);
      }
      return null;
    }
  }

  private static @Nullable RollFileStart entry(FileChannel channel, long offset)
      throws IOException {
    ByteBuffer head = read(channel, offset + Hash.LENGTH, EntryLayout.TYPE_OFFSET);
    if (head == null) {
      return null;
    }
    byte[] prev = new byte[Hash.LENGTH];
    head.get(EntryLayout.PREV_OFFSET, prev);
    return new RollFileStart(head.getLong(EntryLayout.SEQ_OFFSET), Hash.copyOf(prev, 0));
  }

  private static @Nullable ByteBuffer read(FileChannel channel, long offset, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        return null;
      }
    }
    return buffer;
  }
}
