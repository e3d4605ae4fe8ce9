package io.tachograph.verifier;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import io.tachograph.format.MalformedEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks excerpt after excerpt against the chain so far. After a finding it goes on with what the
 * files themselves claim, so that one change gives one finding and not one for every entry behind
 * it. For one thread.
 */
final class ChainCheck {
  private static final long NO_SEQ = -1;

  /**
   * So much is hashed to see whether an entry is longer or shorter than its header says and is not;
   * from then on only short ones are tried, so that lies cost little more than reading them.
   */
  private static final long MAX_HASHED_IN_VAIN = 1L << 30;

  private static final int SHORT_ENTRY_BYTES = 1 << 10;
  private static final int MIN_EXCERPT_BYTES = Hash.LENGTH + EntryLayout.MIN_ENTRY_LENGTH;

  private final Findings findings;
  private final OpenCalls calls;
  private final Notices notices;
  private final TreeCheck tree;
  private final LeafHasher hasher = new LeafHasher();
  private final JsonObjectCheck json = new JsonObjectCheck();
  private final byte[] computed = new byte[Hash.LENGTH];

  /** What the next entry's {@code prev} may be: two, where an entry and its hash disagree. */
  private final byte[] lastComputed = new byte[Hash.LENGTH];

  private final byte[] lastStored = new byte[Hash.LENGTH];

  /** The seq behind the one that should have stood where a jump was found. */
  private long inPlaceOfJump = NO_SEQ;

  private boolean linkKnown = true;
  private boolean leafUndecided;
  private boolean any;
  private boolean beginsFile;
  private long hashedInVain;
  private long expected;
  private long entries;

  ChainCheck(Findings findings, OpenCalls calls, Notices notices, TreeCheck tree) {
    this.tree = tree;
    this.findings = findings;
    this.calls = calls;
    this.notices = notices;
  }

  /**
   * The ledger's entries before that seq were dropped in order.
   *
   * @param before the hash of the last of them, or null if the first that is left is not the one
   *     behind it
   */
  void beginAt(long seq, @Nullable Hash before) {
    expected = seq;
    linkKnown = before != null;
    if (before != null) {
      before.copyTo(lastComputed, 0);
      before.copyTo(lastStored, 0);
    }
  }

  /** Whether the Merkle tree is needed. */
  boolean wantsTree() {
    return tree.wanted();
  }

  /** The next excerpt is the first of another file. */
  void beginFile() {
    beginsFile = any;
  }

  /** The seq that the next entry must have. */
  long expected() {
    return expected;
  }

  /** How many excerpts were looked at. */
  long entries() {
    return entries;
  }

  /** The hash of the last entry, as it was computed. */
  Hash lastHash() {
    return Hash.copyOf(lastComputed, 0);
  }

  /** Takes a chunk as a whole if it is clean and goes on where the chain is; false if not. */
  boolean takes(Chunk chunk) throws IOException {
    if (!chunk.clean()
        || chunk.firstSeq() != expected
        || expected > Long.MAX_VALUE - chunk.count()
        || !linkKnown
        || !(chunk.follows(lastComputed) || chunk.follows(lastStored))) {
      return false;
    }
    settleLeaf(chunk.follows(lastStored));
    chunk.handOver(calls, notices);
    tree.chunk(chunk);
    chunk.copyLastHash(lastComputed);
    chunk.copyLastHash(lastStored);
    entries += chunk.count();
    expected += chunk.count();
    inPlaceOfJump = NO_SEQ;
    any = true;
    beginsFile = false;
    return true;
  }

  /** An excerpt that is too long to be one of ours. */
  void oversized(RollFile file) throws IOException {
    entries++;
    lost(file, "an excerpt longer than any entry: bytes=" + file.length());
  }

  /**
   * Goes on where an excerpt's header announces more than there is, or than any entry has, but the
   * entry itself proves another length by its hash; false if it does not.
   */
  boolean recovers(RollFile file) throws IOException {
    int actual = file.length() == 0 ? 0 : lengthBehindHeader(file);
    if (actual == 0) {
      return false;
    }
    entries++;
    malformed(file, "the excerpt's header lies about its length: bytes=" + file.length());
    file.resumeAfter(actual);
    chained(file, file.buffer(), file.dataStart(), actual);
    return true;
  }

  /** The data excerpt that the file stands at. */
  void excerpt(RollFile file) throws IOException {
    entries++;
    byte[] buffer = file.buffer();
    int start = file.dataStart();
    int length = file.length();
    String wrong = problem(buffer, start, length);
    if (wrong != null) {
      int actual = lengthByEntry(buffer, start, file.available());
      if (actual == 0) {
        lost(file, wrong);
        return;
      }
      malformed(file, "the excerpt's header lies about its length: " + wrong);
      file.resumeAfter(actual);
      length = actual;
    }
    chained(file, buffer, start, length);
  }

  /** The excerpt that stands in a buffer and is known to have that length. */
  void excerpt(Place at, byte[] buffer, int start, int length) throws IOException {
    entries++;
    String wrong = problem(buffer, start, length);
    if (wrong != null) {
      lost(at, wrong);
    } else {
      chained(at, buffer, start, length);
    }
  }

  /**
   * Whether behind the zero header that the file stands at there is an entry proved by its hash and
   * another excerpt behind that. A writer that was killed leaves at most the one.
   */
  boolean goesOnBehind(RollFile file) throws IOException {
    int length = lengthBehindHeader(file);
    return length > 0 && file.hasHeaderBehind(length);
  }

  private void lost(Place at, String detail) throws IOException {
    settleLeaf(true);
    malformed(at, detail);
    expected++;
    linkKnown = false;
    any = true;
    beginsFile = false;
  }

  private void malformed(Place at, String detail) {
    findings.add(FindingKind.MALFORMED, expected, at, detail);
  }

  private static @Nullable String problem(byte[] buffer, int start, int length) {
    if (length < MIN_EXCERPT_BYTES) {
      return "an excerpt shorter than any entry: bytes=" + length;
    }
    try {
      Entry.check(buffer, start + Hash.LENGTH, length - Hash.LENGTH);
      return null;
    } catch (MalformedEntryException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * As {@link #lengthByEntry} of what stands behind the step's header, of which no more is read.
   */
  private int lengthBehindHeader(RollFile file) throws IOException {
    int available = file.loadBehindHeader(MIN_EXCERPT_BYTES);
    if (available < MIN_EXCERPT_BYTES) {
      return 0;
    }
    long claimed = claimedLength(file.buffer(), file.dataStart() + Hash.LENGTH);
    available = file.loadBehindHeader(Hash.LENGTH + claimed);
    return lengthByEntry(file.buffer(), file.dataStart(), available);
  }

  private static long claimedLength(byte[] buffer, int entry) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    return (long) EntryLayout.TYPE_OFFSET
        + Short.toUnsignedInt(bytes.getShort(entry + EntryLayout.TYPE_LENGTH_OFFSET))
        + Integer.toUnsignedLong(bytes.getInt(entry + EntryLayout.BODY_LENGTH_OFFSET));
  }

  /** The length that an entry gives itself, if its hash proves it; else 0. */
  private int lengthByEntry(byte[] buffer, int start, int available) {
    if (available < MIN_EXCERPT_BYTES) {
      return 0;
    }
    int entry = start + Hash.LENGTH;
    long length = claimedLength(buffer, entry);
    boolean spent = hashedInVain > MAX_HASHED_IN_VAIN && length > SHORT_ENTRY_BYTES;
    if (spent
        || Hash.LENGTH + length > available
        || problem(buffer, start, Hash.LENGTH + (int) length) != null) {
      return 0;
    }
    hasher.hash(buffer, entry, (int) length, computed, 0);
    if (!Arrays.equals(computed, 0, Hash.LENGTH, buffer, start, start + Hash.LENGTH)) {
      hashedInVain += length;
      return 0;
    }
    return Hash.LENGTH + (int) length;
  }

  private void chained(Place at, byte[] buffer, int start, int length) throws IOException {
    int entry = start + Hash.LENGTH;
    int entryLength = length - Hash.LENGTH;
    hasher.hash(buffer, entry, entryLength, computed, 0);
    if (!Arrays.equals(computed, 0, Hash.LENGTH, buffer, start, entry)) {
      findings.add(
          FindingKind.HASH_MISMATCH,
          expected,
          at,
          "the stored hash is not the hash of the entry: stored="
              + Hash.copyOf(buffer, start)
              + " computed="
              + Hash.copyOf(computed, 0));
      settleLeaf(true);
      moveOn(buffer, start, expected + 1);
      leafUndecided = true;
      return;
    }
    long seq = Entry.seqAt(buffer, entry);
    if (seq == inPlaceOfJump) {
      // The jump was one forged seq: what follows it goes on as if it had not been.
      expected = seq;
    }
    inPlaceOfJump = seq > expected ? expected + 1 : NO_SEQ;
    settleLeaf(
        Arrays.equals(
            buffer,
            entry + EntryLayout.PREV_OFFSET,
            entry + EntryLayout.PREV_OFFSET + Hash.LENGTH,
            lastStored,
            0,
            Hash.LENGTH));
    if (seq != expected) {
      outOfOrder(at, seq);
    } else {
      link(at, buffer, entry);
    }
    body(at, buffer, entry, entryLength, seq);
    if (seq >= expected) {
      moveOn(buffer, start, seq == Long.MAX_VALUE ? seq : seq + 1);
      tree.leaf(seq, buffer, start);
    }
  }

  /** The ledger ends here. */
  void end() throws IOException {
    settleLeaf(true);
  }

  /**
   * Of an entry that is not its stored hash either may have been changed; the next entry's {@code
   * prev} says which of the two the tree has.
   */
  private void settleLeaf(boolean stored) throws IOException {
    if (leafUndecided) {
      leafUndecided = false;
      tree.leaf(expected - 1, stored ? lastStored : lastComputed, 0);
    }
  }

  private void moveOn(byte[] buffer, int start, long next) {
    System.arraycopy(computed, 0, lastComputed, 0, Hash.LENGTH);
    System.arraycopy(buffer, start, lastStored, 0, Hash.LENGTH);
    expected = next;
    linkKnown = true;
    any = true;
    beginsFile = false;
  }

  private void outOfOrder(Place at, long seq) {
    FindingKind kind = FindingKind.SEQUENCE_GAP;
    String detail = "the entry that stands here is repeated or was moved: found=" + seq;
    if (seq > expected) {
      detail = "entries are missing: found=" + seq + " missing=" + (seq - expected);
      if (!any) {
        kind = FindingKind.TRUNCATED;
        detail = "the ledger's beginning is gone: found=" + seq;
      } else if (beginsFile) {
        kind = FindingKind.MISSING_FILE;
        detail = "a roll file before this one is gone, or its end: found=" + seq;
      }
    }
    findings.add(kind, expected, at, detail);
  }

  private void link(Place at, byte[] buffer, int entry) {
    int prev = entry + EntryLayout.PREV_OFFSET;
    int end = prev + Hash.LENGTH;
    boolean links =
        Arrays.equals(buffer, prev, end, lastComputed, 0, Hash.LENGTH)
            || Arrays.equals(buffer, prev, end, lastStored, 0, Hash.LENGTH);
    if (linkKnown && !links) {
      findings.add(
          FindingKind.LINK_MISMATCH,
          expected,
          at,
          "prev is not the hash of the entry before: prev="
              + Hash.copyOf(buffer, prev)
              + " before="
              + lastHash());
    }
  }

  private void body(Place at, byte[] buffer, int entry, int entryLength, long seq) {
    int typeLength =
        Short.toUnsignedInt(
            ByteBuffer.wrap(buffer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(entry + EntryLayout.TYPE_LENGTH_OFFSET));
    int from = entry + EntryLayout.TYPE_OFFSET + typeLength;
    if (!json.isObject(buffer, from, entry + entryLength)) {
      findings.add(FindingKind.MALFORMED, seq, at, "the body is not one JSON object in UTF-8");
      return;
    }
    EntryKind kind = EntryKind.of(buffer, entry, typeLength);
    if (!kind.isCall()) {
      notices.take(buffer, entry);
    } else if (json.hasTaskId()) {
      calls.take(kind, buffer, json.taskIdFrom(), json.taskIdTo(), seq);
    }
  }
}
