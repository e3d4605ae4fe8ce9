package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerException.Reason;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries in a queue's roll files: within a file, an entry's place is its seq minus that of
 * the file's first entry. For one thread at a time.
 */
final class RollFiles {
  private final Path path;
  private final SingleChronicleQueue queue;
  private final NavigableMap<Long, Integer> cycleByFirstSeq = new TreeMap<>();

  RollFiles(Path path, SingleChronicleQueue queue) {
    this.path = path;
    this.queue = queue;
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
