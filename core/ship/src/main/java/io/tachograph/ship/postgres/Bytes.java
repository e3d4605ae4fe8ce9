package io.tachograph.ship.postgres;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A buffer that grows, big-endian, as PostgreSQL's formats are. For one thread. */
final class Bytes {
  private static final int FIRST_BYTES = 1 << 16;

  private byte[] array = new byte[FIRST_BYTES];
  private ByteBuffer buffer = ByteBuffer.wrap(array);

  private void room(int count) {
    if (buffer.remaining() < count) {
      int position = buffer.position();
      array = Arrays.copyOf(array, Math.max(2 * array.length, position + count));
      buffer = ByteBuffer.wrap(array).position(position);
    }
  }

  void clear() {
    buffer.clear();
  }

  void put(byte[] bytes) {
    room(bytes.length);
    buffer.put(bytes);
  }

  void putByte(byte value) {
    room(Byte.BYTES);
    buffer.put(value);
  }

  void putShort(short value) {
    room(Short.BYTES);
    buffer.putShort(value);
  }

  void putInt(int value) {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  void putLong(long value) {
    room(Long.BYTES);
    buffer.putLong(value);
  }

  byte[] array() {
    return array;
  }

  int length() {
    return buffer.position();
  }
}
