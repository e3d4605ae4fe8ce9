package io.tachograph.verifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pairs the starts and ends that stand in one chunk, so that only the few that are left over go to
 * {@link OpenCalls}. As there, an end closes the latest open start of its id; pairing like brackets
 * gives the same whatever the chunks are. Allocates nothing per call. For one thread.
 */
final class ChunkCalls {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int NONE = -1;
  private static final int GOLDEN_SHIFT = 32;

  /** Not known to who writes a ledger, so that no ids can be made that all fall together. */
  private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

  /** The first call of the id that a slot is for, or {@link #NONE}. */
  private final int[] firstInSlot;

  /** The latest open start of the id that a slot is for, or {@link #NONE}. */
  private final int[] openInSlot;

  private final long[] seqs;
  private final int[] idFroms;
  private final int[] idTos;
  private final boolean[] starts;
  private final boolean[] paired;

  /** The open start of the same id before a start, or {@link #NONE}. */
  private final int[] earlier;

  private int count;

  /** For chunks of at most so many calls. */
  ChunkCalls(int maxCalls) {
    int slots = Integer.highestOneBit(maxCalls) << 2;
    firstInSlot = new int[slots];
    openInSlot = new int[slots];
    seqs = new long[maxCalls];
    idFroms = new int[maxCalls];
    idTos = new int[maxCalls];
    starts = new boolean[maxCalls];
    paired = new boolean[maxCalls];
    earlier = new int[maxCalls];
  }

  void clear() {
    if (count > 0) {
      Arrays.fill(firstInSlot, NONE);
      count = 0;
    }
  }

  /** A call with that id begins or ends. */
  void take(EntryKind kind, byte[] buffer, int idFrom, int idTo, long seq) {
    if (count == 0) {
      Arrays.fill(firstInSlot, NONE);
    }
    int call = count++;
    seqs[call] = seq;
    idFroms[call] = idFrom;
    idTos[call] = idTo;
    starts[call] = kind == EntryKind.CALL_START;
    paired[call] = false;
    int slot = slot(buffer, call);
    int latest = openInSlot[slot];
    if (starts[call]) {
      earlier[call] = latest;
      openInSlot[slot] = call;
    } else if (latest != NONE) {
      paired[call] = true;
      paired[latest] = true;
      openInSlot[slot] = earlier[latest];
    }
  }

  private int slot(byte[] buffer, int call) {
    int from = idFroms[call];
    int to = idTos[call];
    int mask = firstInSlot.length - 1;
    for (int slot = hash(buffer, from, to) & mask; ; slot = (slot + 1) & mask) {
      int first = firstInSlot[slot];
      if (first == NONE) {
        firstInSlot[slot] = call;
        openInSlot[slot] = NONE;
        return slot;
      }
      if (Arrays.equals(buffer, from, to, buffer, idFroms[first], idTos[first])) {
        return slot;
      }
    }
  }

  private int hash(byte[] buffer, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONG.get(buffer, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash ^ buffer[at]);
    }
    return (int) (hash >>> GOLDEN_SHIFT);
  }

  private long mixed(long value) {
    long product = value * multiplier;
    return product ^ (product >>> GOLDEN_SHIFT);
  }

  /** Hands over what found no partner, in the order of the ledger. */
  void handOver(byte[] buffer, OpenCalls calls) {
    for (int call = 0; call < count; call++) {
      if (!paired[call]) {
        calls.take(
            starts[call] ? EntryKind.CALL_START : EntryKind.CALL_END,
            buffer,
            idFroms[call],
            idTos[call],
            seqs[call]);
      }
    }
  }
}
