package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.EntryLayout;
import io.tachograph.format.Hash;
import io.tachograph.ledger.LedgerException.Reason;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries in a queue's roll files: within a file, an entry's place is its seq minus that of
 * the file's first entry. For one thread at a time.
 */
final class RollFiles {
  private final Path path;
  private final SingleChronicleQueue queue;
  private final RollFileNames names;
  private final NavigableMap<Long, Integer> cycleByFirstSeq = new TreeMap<>();

  RollFiles(Path path, SingleChronicleQueue queue) {
    this.path = path;
    this.queue = queue;
    this.names = new RollFileNames(queue.rollCycle());
  }

  /** The very first entry, or null in an empty queue. */
  @Nullable Entry first() {
    try (ExcerptTailer tailer = tailer()) {
      return new ExcerptReader(path, tailer.toStart()).read();
    }
  }

  /** The very last entry, or null in an empty queue. */
  @Nullable Entry last() {
    try (ExcerptTailer tailer = tailer()) {
      return new ExcerptReader(path, tailer.direction(TailerDirection.BACKWARD).toEnd()).read();
    }
  }

  /**
   * The very last excerpt, which is not the entry that was appended; null where it cannot be told
   * which entry it was, or what its hash is.
   */
  @Nullable DamagedEnd damagedEnd() {
    scan();
    try (ExcerptTailer tailer = tailer().direction(TailerDirection.BACKWARD).toEnd();
        DocumentContext document = tailer.readingDocument()) {
      Wire wire = document.isPresent() ? document.wire() : null;
      long length = wire == null ? 0 : wire.bytes().readRemaining();
      if (wire == null
          || length < Hash.LENGTH
          || length > Hash.LENGTH + EntryLayout.MAX_ENTRY_LENGTH) {
        return null;
      }
      int cycle = queue.rollCycle().toCycle(document.index());
      Map.Entry<Long, Integer> file = cycleByFirstSeq.lastEntry();
      if (file == null || file.getValue() != cycle) {
        return null;
      }
      byte[] excerpt = new byte[(int) length];
      wire.bytes().read(excerpt, 0, excerpt.length);
      long seq = file.getKey() + queue.rollCycle().toSequenceNumber(document.index());
      return DamagedEnd.of(seq, names.of(cycle), excerpt);
    }
  }

  /** The seq of the first entry there is: 0 unless entries were dropped; -1 in an empty queue. */
  long firstSeq() {
    if (cycleByFirstSeq.isEmpty()) {
      scan();
    }
    return cycleByFirstSeq.isEmpty() ? -1 : cycleByFirstSeq.firstKey();
  }

  /** The entry of that seq, or null if there is none. */
  @Nullable Entry at(long seq) {
    try (ExcerptTailer tailer = tailer()) {
      return moveTo(tailer, seq) ? new ExcerptReader(path, tailer).read() : null;
    }
  }

  /**
   * The roll files that have entries, in order.
   *
   * @throws LedgerException {@link Reason#DAMAGED} if the last entry of one is not the one that
   *     stands before the next
   */
  List<RollFileSpan> spans() {
    scan();
    List<RollFileSpan> spans = new ArrayList<>();
    for (Map.Entry<Long, Integer> file : cycleByFirstSeq.entrySet()) {
      Long next = cycleByFirstSeq.higherKey(file.getKey());
      spans.add(span(file.getKey(), file.getValue(), next));
    }
    return spans;
  }

  private RollFileSpan span(long firstSeq, int cycle, @Nullable Long next) {
    try (ExcerptTailer tailer = tailer()) {
      if (next == null) {
        tailer.direction(TailerDirection.BACKWARD).toEnd();
      }
      boolean found = next == null || moveTo(tailer, next - 1);
      ExcerptReader reader = new ExcerptReader(path, tailer);
      Entry last = found ? reader.read() : null;
      if (last == null || last.seq() < firstSeq || (next != null && last.seq() != next - 1)) {
        throw new LedgerException(
            Reason.DAMAGED,
            "a roll file does not end where the next one begins; run verify on the ledger: path="
                + path
                + " first_seq="
                + firstSeq
                + " next="
                + next);
      }
      return new RollFileSpan(names.of(cycle), firstSeq, last.seq(), last.time(), reader.end());
    }
  }

  /**
   * Moves a tailer to where an entry stands, or would stand next.
   *
   * @return false if the ledger does not reach to that seq yet
   */
  boolean moveTo(ExcerptTailer tailer, long seq) {
    Map.Entry<Long, Integer> file = cycleByFirstSeq.floorEntry(seq);
    if (file == null || file.equals(cycleByFirstSeq.lastEntry())) {
      scan();
      file = cycleByFirstSeq.floorEntry(seq);
    }
    return file != null
        && tailer.moveToIndex(queue.rollCycle().toIndex(file.getValue(), seq - file.getKey()));
  }

  private void scan() {
    try (ExcerptTailer tailer = tailer()) {
      int last = queue.lastCycle();
      int known = cycleByFirstSeq.isEmpty() ? -1 : cycleByFirstSeq.lastEntry().getValue();
      int cycle = known < 0 ? queue.firstCycle() : next(known, last);
      while (cycle >= 0 && cycle <= last) {
        // A process that died right after the roll leaves a file without entries.
        if (tailer.moveToIndex(queue.rollCycle().toIndex(cycle, 0))) {
          Entry entry = new ExcerptReader(path, tailer).read();
          if (entry != null) {
            cycleByFirstSeq.put(entry.seq(), cycle);
          }
        }
        cycle = next(cycle, last);
      }
    }
  }

  private int next(int cycle, int last) {
    if (cycle >= last) {
      return -1;
    }
    try {
      return queue.nextCycle(cycle, TailerDirection.FORWARD);
    } catch (ParseException e) {
      throw new LedgerException(
          Reason.DAMAGED, "a roll file has a name that is no time: path=" + path, e);
    }
  }

  private ExcerptTailer tailer() {
    ExcerptTailer tailer = queue.createTailer();
    tailer.singleThreadedCheckDisabled(true);
    return tailer;
  }
}
