package io.tachograph.verifier.proof;

import io.tachograph.format.Entry;
import io.tachograph.format.ExcerptLayout;
import io.tachograph.format.Hash;
import io.tachograph.verifier.Finding;
import io.tachograph.verifier.FindingKind;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.CheckpointLog.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a ledger: its last entries, each held against its own hash and against the one before,
 * and how far its newest checkpoint reaches. That is quick, reads only, and is no verification: no
 * signature is looked at, and nothing that stands before. For one thread.
 */
public final class LedgerTail {
  private static final int AHEAD_BYTES = 1 << 17;

  private final Consumer<Entry> seen;
  private final List<Finding> findings = new ArrayList<>();
  private @Nullable Entry last;
  private @Nullable Hash lastStored;
  private long expected;
  private long looked;
  private long sealed;

  private LedgerTail(Consumer<Entry> seen) {
    this.seen = seen;
  }

  /**
   * Reads it.
   *
   * @param most how many entries are looked at, at most
   * @param seen sees each of those that is one, in order
   * @throws IOException if a file cannot be read
   */
  public static LedgerTail read(LedgerFolder folder, long most, Consumer<Entry> seen)
      throws IOException {
    LedgerTail tail = new LedgerTail(seen);
    // First, so that it cannot cover what a live writer adds only after it is read.
    tail.sealed = sealedSize(folder);
    try (EntryLocator locator = EntryLocator.open(folder)) {
      long last = locator.lastSeq();
      tail.expected = Math.max(locator.firstSeq(), last - most + 1);
      EntryLocator.Place from = locator.place(tail.expected);
      if (from != null) {
        for (int file = from.file(); file < locator.fileCount(); file++) {
          tail.walk(locator.file(file), file == from.file() ? from.offset() : 0);
        }
      }
    }
    if (tail.sealed > tail.expected) {
      tail.find(
          FindingKind.TRUNCATED,
          "checkpoints",
          0,
          "a checkpoint covers more entries than there are: size=" + tail.sealed);
    }
    return tail;
  }

  private static long sealedSize(LedgerFolder folder) throws IOException {
    try (CheckpointLog log = CheckpointLog.open(folder)) {
      Sealed newest = log.last();
      return newest == null ? 0 : newest.checkpoint().size();
    } catch (NotProvableException e) {
      return 0;
    }
  }

  private void walk(RollBytes file, long from) throws IOException {
    long at = from;
    while (file.load(at, ExcerptLayout.HEADER_BYTES, AHEAD_BYTES)) {
      int header = file.header(at);
      if (header == 0 || (header & ExcerptLayout.INCOMPLETE_BIT) != 0) {
        return;
      }
      if ((header & ExcerptLayout.METADATA_BIT) == 0) {
        judge(file, at);
      }
      at = ExcerptLayout.next(at, header & ExcerptLayout.LENGTH_BITS);
    }
    find(FindingKind.TRUNCATED, file.name(), at, "the file ends where an excerpt must begin");
  }

  private void judge(RollBytes file, long at) throws IOException {
    looked++;
    Entry entry = file.isEntry(at, AHEAD_BYTES) ? file.entry(at) : null;
    if (entry == null) {
      find(FindingKind.MALFORMED, file.name(), at, "no entry, or one that is not whole");
      expected++;
      lastStored = null;
      return;
    }
    Hash stored = file.storedHash(at);
    if (!entry.hash().equals(stored)) {
      find(FindingKind.HASH_MISMATCH, file.name(), at, "its bytes are not those that were hashed");
    } else if (entry.seq() != expected) {
      find(FindingKind.SEQUENCE_GAP, file.name(), at, "it says that its seq is " + entry.seq());
    } else if (lastStored != null && !entry.prev().equals(lastStored)) {
      find(FindingKind.LINK_MISMATCH, file.name(), at, "it does not follow the entry before");
    }
    expected++;
    lastStored = stored;
    last = entry;
    seen.accept(entry);
  }

  private void find(FindingKind kind, String file, long offset, String detail) {
    findings.add(new Finding(kind, expected, file, offset, detail));
  }

  /** The last entry, or null if there is none. */
  public @Nullable Entry last() {
    return last;
  }

  /** How many entries the ledger has had, by the places of the last ones. */
  public long length() {
    return expected;
  }

  /** How many entries were looked at. */
  public long looked() {
    return looked;
  }

  /** How many entries the newest checkpoint covers, 0 where there is none. */
  public long sealed() {
    return sealed;
  }

  /** What is wrong with what was looked at. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
