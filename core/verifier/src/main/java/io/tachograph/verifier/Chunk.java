package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.MalformedEntryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A run of whole excerpts of one roll file, and what can be said of it alone. It is {@link #clean}
 * if nothing at all is wrong inside of it; what is wrong, {@link ChainCheck} says. Reused, and
 * allocates nothing per entry. Belongs to one thread at a time.
 */
final class Chunk {
  /** An excerpt that is longer is checked by itself. Fits the caches of a core. */
  static final int MAX_BYTES = 256 << 10;

  private static final int MIN_FRAMED_BYTES =
      ExcerptLayout.HEADER_BYTES + Hash.LENGTH + EntryLayout.MIN_ENTRY_LENGTH;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** In the eight bytes that an entry begins with: version, flags, T and B. */
  private static final int TYPE_LENGTH_SHIFT = 16;

  private static final int BODY_LENGTH_SHIFT = 32;

  private final byte[] buffer;
  private final byte[] computed = new byte[Hash.LENGTH];
  private final LeafHasher hasher = new LeafHasher();
  private final JsonObjectCheck json = new JsonObjectCheck();
  private final ChunkCalls calls;

  /** Where the excerpts of entries stand that more than the chain concerns. */
  private final int[] notable;

  /** Where the excerpts stand behind their headers, in order. */
  private final int[] starts;

  private final TreeFold fold = new TreeFold();
  private boolean folded;
  private int notableCount;
  private long instrumented;
  private long offset;
  private long nextOffset;
  private int end;
  private boolean clean;
  private int count;
  private long firstSeq;

  /** Where the last data excerpt stands in the buffer, behind its header. */
  private int last;

  /** For as many bytes, at most {@link #MAX_BYTES}. */
  Chunk(int bytes) {
    int maxEntries = bytes / MIN_FRAMED_BYTES + 1;
    buffer = new byte[bytes];
    calls = new ChunkCalls(maxEntries);
    notable = new int[maxEntries];
    starts = new int[maxEntries];
  }

  /** Filled by {@link ChunkCutter}. */
  byte[] buffer() {
    return buffer;
  }

  /** What the buffer's first {@code end} bytes are, and whether the tree is needed. */
  void cut(long fromOffset, int endInBuffer, long continuesAt, boolean folds) {
    folded = folds;
    offset = fromOffset;
    end = endInBuffer;
    nextOffset = continuesAt;
    clean = false;
  }

  /** Checks it, on any thread. */
  void check() {
    clean = false;
    count = 0;
    notableCount = 0;
    instrumented = 0;
    calls.clear();
    int at = 0;
    while (at < end) {
      int header = (int) INT.get(buffer, at);
      int length = header & ExcerptLayout.LENGTH_BITS;
      int start = at + ExcerptLayout.HEADER_BYTES;
      if ((header & ExcerptLayout.METADATA_BIT) == 0 && !excerpt(start, length)) {
        return;
      }
      at = (int) ExcerptLayout.aligned(start + length);
    }
    clean = count > 0;
    if (clean && folded) {
      fold.begin(firstSeq);
      for (int i = 0; i < count; i++) {
        fold.append(buffer, starts[i]);
      }
    }
  }

  private boolean excerpt(int start, int length) {
    int entry = start + Hash.LENGTH;
    int entryLength = length - Hash.LENGTH;
    if (entryLength < EntryLayout.MIN_ENTRY_LENGTH) {
      return false;
    }
    long head = (long) LONG.get(buffer, entry);
    int typeLength = (int) (head >>> TYPE_LENGTH_SHIFT) & 0xffff;
    EntryKind kind = EntryKind.of(buffer, entry, typeLength, end);
    boolean known =
        kind != EntryKind.OTHER
            && (head & 0xffff) == EntryLayout.VERSION
            && EntryLayout.TYPE_OFFSET + typeLength + (head >>> BODY_LENGTH_SHIFT) == entryLength
            && head >>> BODY_LENGTH_SHIFT >= EntryLayout.MIN_BODY_LENGTH;
    long seq = Entry.seqAt(buffer, entry);
    if (seq < 0 || !(known || parses(entry, entryLength))) {
      return false;
    }
    if (count == 0) {
      firstSeq = seq;
    } else if (seq != firstSeq + count || !same(buffer, entry + EntryLayout.PREV_OFFSET, last)) {
      return false;
    }
    hasher.hashInPlace(buffer, entry, entryLength, computed, 0);
    if (!same(computed, 0, start)) {
      return false;
    }
    last = start;
    starts[count++] = start;
    int body = entry + EntryLayout.TYPE_OFFSET + typeLength;
    if (!json.isObject(buffer, body, entry + entryLength)) {
      return false;
    }
    if (kind != EntryKind.OTHER) {
      notice(kind, start, seq);
    }
    return true;
  }

  private boolean parses(int entry, int entryLength) {
    try {
      Entry.check(buffer, entry, entryLength);
      return true;
    } catch (MalformedEntryException e) {
      // What is wrong with it is said when it is looked at by itself.
      return false;
    }
  }

  /** Whether the hash at {@code at} is the one that stands in the buffer at {@code other}. */
  private boolean same(byte[] source, int at, int other) {
    long difference = 0;
    for (int i = 0; i < Hash.LENGTH; i += Long.BYTES) {
      difference |= (long) LONG.get(source, at + i) ^ (long) LONG.get(buffer, other + i);
    }
    return difference == 0;
  }

  private void notice(EntryKind kind, int start, long seq) {
    switch (kind) {
      case CALL_START, CALL_END -> {
        if (json.hasTaskId()) {
          calls.take(kind, buffer, json.taskIdFrom(), json.taskIdTo(), seq);
        }
      }
      case GAP, INSTRUMENTATION_FAILED, KEY_ROTATED -> notable[notableCount++] = start;
      case INSTRUMENTED -> instrumented++;
      case OTHER -> {
        // The chain alone.
      }
    }
  }

  /** Whether it is, once it was checked. */
  boolean clean() {
    return clean;
  }

  /** Where it begins in the file. */
  long offset() {
    return offset;
  }

  /** Where the file goes on behind it. */
  long nextOffset() {
    return nextOffset;
  }

  /** How many bytes of the file it holds. */
  int length() {
    return end;
  }

  /** How many entries a clean one has. */
  int count() {
    return count;
  }

  /** The first entry's seq. */
  long firstSeq() {
    return firstSeq;
  }

  /** Whether the first entry's {@code prev} is that hash. */
  boolean follows(byte[] hash) {
    int prev = starts[0] + Hash.LENGTH + EntryLayout.PREV_OFFSET;
    return Arrays.equals(buffer, prev, prev + Hash.LENGTH, hash, 0, Hash.LENGTH);
  }

  /** Where the stored hash of its n-th entry stands in the buffer. */
  int start(int index) {
    return starts[index];
  }

  /** Whether a clean one's leaves are folded. */
  boolean isFolded() {
    return folded;
  }

  /** Its leaves, folded. */
  TreeFold fold() {
    return fold;
  }

  /** Copies the last entry's hash. */
  void copyLastHash(byte[] target) {
    System.arraycopy(buffer, last, target, 0, Hash.LENGTH);
  }

  /** Where the last excerpt's header stands in the file. */
  long lastExcerpt() {
    return offset + last - ExcerptLayout.HEADER_BYTES;
  }

  /** Hands over what a clean one says beyond the chain. */
  void handOver(OpenCalls openCalls, Notices notices) {
    calls.handOver(buffer, openCalls);
    notices.instrumented(instrumented);
    for (int i = 0; i < notableCount; i++) {
      notices.take(buffer, notable[i] + Hash.LENGTH);
    }
  }
}
