package io.tachograph.verifier.proof;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.MalformedEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one roll file, read where they are asked for through one buffer, and what an excerpt at
 * some offset says. Never reads more than an excerpt of ours can hold. For one thread.
 */
final class RollBytes implements AutoCloseable {
  private static final int MIN_EXCERPT_BYTES = Hash.LENGTH + EntryLayout.MIN_ENTRY_LENGTH;
  private static final int MAX_EXCERPT_BYTES = Hash.LENGTH + EntryLayout.MAX_ENTRY_LENGTH;

  /** From an excerpt's header to the end of the entry's fields of fixed length. */
  private static final int FIXED_BYTES =
      ExcerptLayout.HEADER_BYTES + Hash.LENGTH + EntryLayout.TYPE_OFFSET;

  private final Path path;
  private final FileChannel channel;
  private final LeafHasher hasher = new LeafHasher();
  private final byte[] computed = new byte[Hash.LENGTH];
  private byte[] array = new byte[1 << 16];
  private byte[] zeros = new byte[array.length];
  private ByteBuffer buffer = view(array);
  private long bufferOffset;
  private int bufferLength;
  private long bytesRead;

  RollBytes(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  private static ByteBuffer view(byte[] array) {
    return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Has {@code count} bytes from {@code from} in the buffer; false if the file ends before.
   *
   * @param ahead so many are read at least, where any must be and the file has them
   */
  boolean load(long from, int count, int ahead) throws IOException {
    if (from >= bufferOffset && from + count <= bufferOffset + bufferLength) {
      return true;
    }
    int wanted = Math.max(count, ahead);
    if (array.length < wanted) {
      array = new byte[wanted];
      zeros = new byte[wanted];
      buffer = view(array);
    }
    bufferOffset = from;
    bufferLength = 0;
    buffer.clear().limit(wanted);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from + buffer.position());
      if (read < 0) {
        break;
      }
      bytesRead += read;
    }
    bufferLength = buffer.position();
    buffer.clear();
    return bufferLength >= count;
  }

  /** The header at a loaded offset. */
  int header(long offset) {
    return buffer.getInt((int) (offset - bufferOffset));
  }

  /** How many zeros stand in a row from a loaded offset on, as far as the buffer reaches. */
  int zeros(long offset) {
    int from = (int) (offset - bufferOffset);
    int mismatch = Arrays.mismatch(array, from, bufferLength, zeros, 0, bufferLength - from);
    return mismatch < 0 ? bufferLength - from : mismatch;
  }

  /**
   * Whether at the offset stands the header of a complete data excerpt, and an entry whose lengths
   * fit it. Has them loaded then, up to the entry's type.
   */
  boolean isEntry(long offset, int ahead) throws IOException {
    if (!load(offset, FIXED_BYTES, ahead)) {
      return false;
    }
    int length = header(offset);
    if (length < MIN_EXCERPT_BYTES || length > MAX_EXCERPT_BYTES) {
      return false;
    }
    int entry = (int) (offset - bufferOffset) + ExcerptLayout.HEADER_BYTES + Hash.LENGTH;
    int typeLength = Short.toUnsignedInt(buffer.getShort(entry + EntryLayout.TYPE_LENGTH_OFFSET));
    long bodyLength = Integer.toUnsignedLong(buffer.getInt(entry + EntryLayout.BODY_LENGTH_OFFSET));
    return buffer.get(entry + EntryLayout.VERSION_OFFSET) == EntryLayout.VERSION
        && (buffer.get(entry + EntryLayout.FLAGS_OFFSET) & ~EntryLayout.KNOWN_FLAGS) == 0
        && Hash.LENGTH + EntryLayout.TYPE_OFFSET + typeLength + bodyLength == length
        && buffer.getLong(entry + EntryLayout.SEQ_OFFSET) >= 0;
  }

  /** Whether the excerpt that {@link #isEntry} found is whole, and its hash is the entry's. */
  boolean isProven(long offset) throws IOException {
    return entry(offset) != null
        && Arrays.equals(computed, 0, Hash.LENGTH, array, at(offset), at(offset) + Hash.LENGTH);
  }

  /** The entry of an excerpt that {@link #isEntry} found, or null if it is none after all. */
  @Nullable Entry entry(long offset) throws IOException {
    int length = header(offset);
    if (!load(offset, ExcerptLayout.HEADER_BYTES + length, 0)) {
      return null;
    }
    int entry = at(offset) + Hash.LENGTH;
    hasher.hash(array, entry, length - Hash.LENGTH, computed, 0);
    try {
      return Entry.parse(array, entry, length - Hash.LENGTH);
    } catch (MalformedEntryException e) {
      // Bytes that look like one; whoever asks goes on looking.
      return null;
    }
  }

  private int at(long offset) {
    return (int) (offset - bufferOffset) + ExcerptLayout.HEADER_BYTES;
  }

  /** The seq of an excerpt that {@link #isEntry} found. */
  long seq(long offset) {
    return Entry.seqAt(array, at(offset) + Hash.LENGTH);
  }

  /** The hash that stands before the entry of an excerpt that {@link #isEntry} found. */
  Hash storedHash(long offset) {
    return Hash.copyOf(array, at(offset));
  }

  long size() throws IOException {
    return channel.size();
  }

  long bytesRead() {
    return bytesRead;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
