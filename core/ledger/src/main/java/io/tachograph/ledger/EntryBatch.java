package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import java.util.Arrays;

/**
 * Entries to be appended together, see {@link Ledger#appendAll}. The bodies are copied when they
 * are added. Made to be cleared and used again: then it allocates nothing. Not thread-safe.
 */
public final class EntryBatch {
  private static final int INITIAL_ENTRIES = 16;
  private static final int INITIAL_BODY_BYTES = 4 * 1024;

  private long[] ids = new long[2 * INITIAL_ENTRIES];
  private EventType[] types = new EventType[INITIAL_ENTRIES];
  private int[] ends = new int[INITIAL_ENTRIES];
  private byte[] bodies = new byte[INITIAL_BODY_BYTES];
  private int size;

  /** An empty one. */
  public EntryBatch() {}

  /**
   * Adds an entry; the parameters are those of {@link Ledger#append}.
   *
   * @return this
   * @throws IllegalArgumentException if the body's length is out of range
   * @throws OutOfMemoryError if all bodies together are more than an array holds
   */
  public EntryBatch add(
      long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength) {
    // Refuses what no entry holds.
    Entry.length(type, bodyLength);
    int start = start(size);
    int end = Math.addExact(start, bodyLength);
    if (size == ends.length) {
      int doubled = Math.multiplyExact(size, 2);
      ids = Arrays.copyOf(ids, 2 * doubled);
      types = Arrays.copyOf(types, doubled);
      ends = Arrays.copyOf(ends, doubled);
    }
    if (end > bodies.length) {
      bodies =
          Arrays.copyOf(
              bodies, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * bodies.length)));
    }
    System.arraycopy(body, bodyOffset, bodies, start, bodyLength);
    ids[2 * size] = idHigh;
    ids[2 * size + 1] = idLow;
    types[size] = type;
    ends[size] = end;
    size++;
    return this;
  }

  /** How many entries it holds. */
  public int size() {
    return size;
  }

  /** Removes all entries. */
  public void clear() {
    size = 0;
  }

  long idHigh(int index) {
    return ids[2 * index];
  }

  long idLow(int index) {
    return ids[2 * index + 1];
  }

  EventType type(int index) {
    return types[index];
  }

  byte[] bodies() {
    return bodies;
  }

  int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int end(int index) {
    return ends[index];
  }
}
