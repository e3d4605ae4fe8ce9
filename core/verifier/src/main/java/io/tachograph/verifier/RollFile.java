package io.tachograph.verifier;

import io.tachograph.format.EntryLayout;
import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Walks the excerpts of one {@code .cq4} file as Chronicle Queue frames them: at each offset that
 * is a multiple of 4 a little-endian u32 header, then as many bytes as it says. Reads through a
 * bounded buffer and trusts no length. For one thread.
 */
final class RollFile implements Place, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MIN_BUFFER_BYTES = 1 << 12;

  /** The JDK copies what is read once more: in pieces that stay in the core's cache. */
  private static final int PIECE_BYTES = 32 << 10;

  /** Longer than this is no excerpt of ours, and is not read into memory. */
  static final int MAX_EXCERPT_BYTES = Hash.LENGTH + EntryLayout.MAX_ENTRY_LENGTH;

  /** What stands at an offset. */
  enum Step {
    /** A complete data excerpt; {@link #buffer()} holds it. */
    DATA,
    /** A complete data excerpt longer than any of ours; it is not read. */
    OVERSIZED,
    /** The mark that the writer rolled to the next file. */
    ROLLED,
    /** An excerpt that its writer did not complete. */
    INCOMPLETE,
    /** Nothing more yet: a zero header. */
    END,
    /** The file ends where a header or the bytes it announces must be. */
    CUT
  }

  private final Path path;
  private final FileChannel channel;
  private final int maxBufferBytes;
  private byte[] buffer;
  private long bufferOffset;
  private int bufferLength;
  private long next;
  private long offset;
  private int length;
  private long bytesRead;

  RollFile(Path path) throws IOException {
    this(path, BUFFER_BYTES);
  }

  /** With a buffer of at most so many bytes, but where an excerpt is longer. */
  RollFile(Path path, int maxBufferBytes) throws IOException {
    this.path = path;
    this.maxBufferBytes = maxBufferBytes;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
    this.buffer = new byte[bufferBytes(channel.size())];
  }

  private int bufferBytes(long size) {
    return (int) Math.max(MIN_BUFFER_BYTES, Math.min(maxBufferBytes, size));
  }

  /** Goes to the next data excerpt, or says why there is none. */
  Step next() throws IOException {
    while (true) {
      offset = next;
      length = 0;
      if (!load(offset, ExcerptLayout.HEADER_BYTES)) {
        return Step.CUT;
      }
      int header = intAt(start(offset));
      if (header == 0) {
        return Step.END;
      } else if (header == ExcerptLayout.END_MARK) {
        return Step.ROLLED;
      } else if ((header & ExcerptLayout.INCOMPLETE_BIT) != 0) {
        return Step.INCOMPLETE;
      }
      length = header & ExcerptLayout.LENGTH_BITS;
      next = ExcerptLayout.next(offset, length);
      if ((header & ExcerptLayout.METADATA_BIT) == 0) {
        return data();
      } else if (offset + ExcerptLayout.HEADER_BYTES + length > channel.size()) {
        return Step.CUT;
      }
    }
  }

  private Step data() throws IOException {
    if (length > MAX_EXCERPT_BYTES) {
      return offset + ExcerptLayout.HEADER_BYTES + length > channel.size()
          ? Step.CUT
          : Step.OVERSIZED;
    }
    return load(offset, ExcerptLayout.HEADER_BYTES + length) ? Step.DATA : Step.CUT;
  }

  /** Where the next step begins. */
  long position() {
    return next;
  }

  /** Goes on at that offset, which is a multiple of 4, and reads anew what stands there. */
  void goTo(long position) {
    next = position;
    refresh();
  }

  /** Reads as much as fits {@code target} and the file has from {@code from} on; how much. */
  int read(byte[] target, long from) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(target);
    while (bytes.position() < target.length) {
      bytes.limit(Math.min(target.length, bytes.position() + PIECE_BYTES));
      int read = channel.read(bytes, from + bytes.position());
      if (read < 0) {
        break;
      }
      bytesRead += read;
    }
    return bytes.position();
  }

  /** The next step is this one again. */
  void back() {
    next = offset;
  }

  /** Goes on behind an excerpt whose header lies about its length. */
  void resumeAfter(int actualLength) {
    next = ExcerptLayout.next(offset, actualLength);
  }

  /** Has {@code count} bytes from {@code from} in the buffer; false if the file ends before. */
  private boolean load(long from, int count) throws IOException {
    if (from >= bufferOffset && from + count <= bufferOffset + bufferLength) {
      return true;
    }
    if (buffer.length < count) {
      buffer = new byte[count + bufferBytes(channel.size())];
    }
    bufferOffset = from;
    bufferLength = read(buffer, from);
    return bufferLength >= count;
  }

  /**
   * Has at least so many bytes of what stands behind the step's header in the buffer, or all that
   * there are; how many there are in it.
   */
  int loadBehindHeader(long bytes) throws IOException {
    long rest = channel.size() - offset;
    load(
        offset,
        (int) Math.min(rest, ExcerptLayout.HEADER_BYTES + Math.min(bytes, MAX_EXCERPT_BYTES)));
    return available();
  }

  /** Whether a header that is not zero stands behind an excerpt of that length at this step. */
  boolean hasHeaderBehind(int excerptLength) throws IOException {
    long position = ExcerptLayout.next(offset, excerptLength);
    return load(position, ExcerptLayout.HEADER_BYTES) && intAt(start(position)) != 0;
  }

  /** Whether the header of a complete data excerpt stands there. */
  boolean hasDataExcerptAt(long position) throws IOException {
    long last = channel.size() - ExcerptLayout.HEADER_BYTES;
    boolean canBe =
        position >= 0 && position <= last && position == ExcerptLayout.aligned(position);
    if (!canBe || !load(position, ExcerptLayout.HEADER_BYTES)) {
      return false;
    }
    int header = intAt(start(position));
    int notData = ExcerptLayout.INCOMPLETE_BIT | ExcerptLayout.METADATA_BIT;
    return header != 0 && (header & notData) == 0;
  }

  private int start(long position) {
    return (int) (position - bufferOffset);
  }

  private int intAt(int index) {
    return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getInt(index);
  }

  /** The first offset at or behind {@code from} whose byte is not zero, or -1 if there is none. */
  long firstNonZero(long from) throws IOException {
    byte[] zeros = new byte[bufferBytes(channel.size() - from)];
    byte[] chunk = new byte[zeros.length];
    ByteBuffer target = ByteBuffer.wrap(chunk);
    for (long at = from; at < channel.size(); at += target.position()) {
      target.clear();
      int read = channel.read(target, at);
      if (read <= 0) {
        return -1;
      }
      bytesRead += read;
      int mismatch = Arrays.mismatch(chunk, 0, read, zeros, 0, read);
      if (mismatch >= 0) {
        return at + mismatch;
      }
    }
    return -1;
  }

  /** Forgets what is buffered: a writer may have gone on. */
  void refresh() {
    bufferLength = 0;
    if (buffer.length > 2 * maxBufferBytes) {
      buffer = new byte[maxBufferBytes];
    }
  }

  /** The header that stands there now; 0 behind the file's end. */
  int headerNow(long position) throws IOException {
    ByteBuffer header =
        ByteBuffer.allocate(ExcerptLayout.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int read = channel.read(header, position);
    return read < ExcerptLayout.HEADER_BYTES ? 0 : header.getInt(0);
  }

  /** Where the queue's own header says that the last excerpt stands, 0 if it does not say. */
  long writePosition() throws IOException {
    return load(0, ExcerptLayout.HEADER_BYTES)
        ? WritePosition.read(buffer, start(0), bufferLength)
        : 0;
  }

  /** Where the step's header stands. */
  @Override
  public long offset() {
    return offset;
  }

  /** How many bytes the header announces. */
  int length() {
    return length;
  }

  /** Holds the data excerpt from {@link #dataStart()} on. */
  byte[] buffer() {
    return buffer;
  }

  int dataStart() {
    return start(offset) + ExcerptLayout.HEADER_BYTES;
  }

  /** Where the data excerpt's header stands in the buffer. */
  int headerStart() {
    return start(offset);
  }

  /** How many bytes the data excerpt takes up with its header. */
  int framedLength() {
    return ExcerptLayout.HEADER_BYTES + length;
  }

  /** How many bytes of the buffer may be looked at from {@link #dataStart()} on. */
  int available() {
    return bufferLength - dataStart();
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
  public String file() {
    return name();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
