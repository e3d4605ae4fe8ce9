package io.tachograph.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * One event as it stands in the ledger: a checked view of the bytes that {@link EntryLayout} draws.
 * Immutable.
 */
public final class Entry {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final byte[] bytes;
  private final int typeLength;

  private Entry(byte[] bytes, int typeLength) {
    this.bytes = bytes;
    this.typeLength = typeLength;
  }

  /**
   * The length of an entry with a type and a body of these lengths, in bytes.
   *
   * @throws IllegalArgumentException if the body's length is not 2 to 16 MiB
   */
  public static int length(EventType type, int bodyLength) {
    if (bodyLength < EntryLayout.MIN_BODY_LENGTH || bodyLength > EntryLayout.MAX_BODY_LENGTH) {
      throw new IllegalArgumentException(
          "a body has 2 to 16777216 bytes: type=" + type + " length=" + bodyLength);
    }
    return EntryLayout.TYPE_OFFSET + type.length() + bodyLength;
  }

  /**
   * Writes an entry into {@code target} at {@code offset}, the one place that lays its bytes out.
   *
   * @param seq the entry's number, 0 or above
   * @param timeNanos nanoseconds since the epoch
   * @param prev holds the hash of the entry before, at index 0
   * @param idHigh the event id's first eight bytes
   * @param idLow the event id's last eight bytes
   * @param body holds one JSON object in UTF-8 at {@code bodyOffset}; it is not parsed
   * @return the entry's length in bytes
   * @throws IllegalArgumentException if the body's length is not 2 to 16 MiB
   * @throws IndexOutOfBoundsException if it does not fit
   */
  public static int encode(
      byte[] target,
      int offset,
      long seq,
      long timeNanos,
      byte[] prev,
      long idHigh,
      long idLow,
      EventType type,
      byte[] body,
      int bodyOffset,
      int bodyLength) {
    int length = length(type, bodyLength);
    target[offset + EntryLayout.VERSION_OFFSET] = EntryLayout.VERSION;
    target[offset + EntryLayout.FLAGS_OFFSET] = 0;
    SHORT.set(target, offset + EntryLayout.TYPE_LENGTH_OFFSET, (short) type.length());
    INT.set(target, offset + EntryLayout.BODY_LENGTH_OFFSET, bodyLength);
    LONG.set(target, offset + EntryLayout.SEQ_OFFSET, seq);
    LONG.set(target, offset + EntryLayout.TIME_OFFSET, timeNanos);
    System.arraycopy(prev, 0, target, offset + EntryLayout.PREV_OFFSET, Hash.LENGTH);
    BIG_ENDIAN_LONG.set(target, offset + EntryLayout.ID_OFFSET, idHigh);
    BIG_ENDIAN_LONG.set(target, offset + EntryLayout.ID_OFFSET + Long.BYTES, idLow);
    type.copyTo(target, offset + EntryLayout.TYPE_OFFSET);
    System.arraycopy(
        body, bodyOffset, target, offset + EntryLayout.TYPE_OFFSET + type.length(), bodyLength);
    return length;
  }

  /**
   * Reads the entry that takes up exactly {@code length} bytes of {@code source}; they are copied.
   *
   * @throws MalformedEntryException if the bytes are no entry of version 1
   */
  public static Entry parse(byte[] source, int offset, int length) throws MalformedEntryException {
    check(source, offset, length);
    return new Entry(
        Arrays.copyOfRange(source, offset, offset + length),
        (short) SHORT.get(source, offset + EntryLayout.TYPE_LENGTH_OFFSET));
  }

  /**
   * Checks without copying that exactly {@code length} bytes of {@code source} are an entry.
   *
   * @throws MalformedEntryException if they are not
   */
  public static void check(byte[] source, int offset, int length) throws MalformedEntryException {
    if (length < EntryLayout.MIN_ENTRY_LENGTH || length > EntryLayout.MAX_ENTRY_LENGTH) {
      throw new MalformedEntryException("an entry has 75 to 16777352 bytes: length=" + length);
    }
    int version = source[offset + EntryLayout.VERSION_OFFSET] & 0xff;
    if (version != EntryLayout.VERSION) {
      throw new MalformedEntryException("the only version is 1: version=" + version);
    }
    int flags = source[offset + EntryLayout.FLAGS_OFFSET] & 0xff;
    if ((flags & ~EntryLayout.KNOWN_FLAGS) != 0) {
      throw new MalformedEntryException("version 1 knows no flags: flags=" + flags);
    }
    int typeLength = (short) SHORT.get(source, offset + EntryLayout.TYPE_LENGTH_OFFSET) & 0xffff;
    long bodyLength =
        Integer.toUnsignedLong((int) INT.get(source, offset + EntryLayout.BODY_LENGTH_OFFSET));
    if (typeLength > EntryLayout.MAX_TYPE_LENGTH
        || bodyLength < EntryLayout.MIN_BODY_LENGTH
        || EntryLayout.TYPE_OFFSET + typeLength + bodyLength != length) {
      throw new MalformedEntryException(
          "the lengths do not add up: type="
              + typeLength
              + " body="
              + bodyLength
              + " entry="
              + length);
    }
    if (!EventType.isValid(source, offset + EntryLayout.TYPE_OFFSET, typeLength)) {
      throw new MalformedEntryException("the type is not 1 to 64 characters of [a-z0-9_.]");
    }
    if ((long) LONG.get(source, offset + EntryLayout.SEQ_OFFSET) < 0) {
      throw new MalformedEntryException("the seq is above 2^63 - 1");
    }
  }

  /** {@code seq} of the checked entry at {@code offset}. */
  public static long seqAt(byte[] source, int offset) {
    return (long) LONG.get(source, offset + EntryLayout.SEQ_OFFSET);
  }

  /** The entry's number in its ledger, 0 for the first. */
  public long seq() {
    return (long) LONG.get(bytes, EntryLayout.SEQ_OFFSET);
  }

  /** When it was appended by the wall clock, in nanoseconds since the epoch; may step back. */
  public long timeNanos() {
    return (long) LONG.get(bytes, EntryLayout.TIME_OFFSET);
  }

  /** As {@link #timeNanos}, as a point in time. */
  public Instant time() {
    return instant(timeNanos());
  }

  /** A point in time from nanoseconds since the epoch. */
  public static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /** The hash of the entry before it. */
  public Hash prev() {
    return Hash.copyOf(bytes, EntryLayout.PREV_OFFSET);
  }

  /** The event's id. */
  public UUID id() {
    return new UUID(
        (long) BIG_ENDIAN_LONG.get(bytes, EntryLayout.ID_OFFSET),
        (long) BIG_ENDIAN_LONG.get(bytes, EntryLayout.ID_OFFSET + Long.BYTES));
  }

  /** The event's type. */
  public String type() {
    return new String(bytes, EntryLayout.TYPE_OFFSET, typeLength, StandardCharsets.US_ASCII);
  }

  /** A copy of the body's bytes, one JSON object in UTF-8. */
  public byte[] body() {
    return Arrays.copyOfRange(bytes, EntryLayout.TYPE_OFFSET + typeLength, bytes.length);
  }

  /** The body as text. */
  public String bodyText() {
    int start = EntryLayout.TYPE_OFFSET + typeLength;
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  /** How many bytes the whole entry has. */
  public int length() {
    return bytes.length;
  }

  /** A copy of the whole entry as stored. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The entry's hash, computed anew. */
  public Hash hash() {
    return new LeafHasher().hash(bytes, 0, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Entry entry && Arrays.equals(bytes, entry.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "entry seq=" + seq() + " type=" + type() + " id=" + id();
  }
}
