package io.tachograph.recorder;

import io.tachograph.format.Entry;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the projection must know again when it goes on in the middle of a run, after a crash before
 * which it lagged: which run it is, and which calls are open. Reads back from there to the run's
 * {@code ledger_opened}, and not at all where a run begins.
 */
final class RunHistory {
  private static final int CHUNK_ENTRIES = 4_096;

  private RunHistory() {}

  /** Tells the applier of the events before {@code next} in the run that {@code next} is in. */
  static void recall(Ledger ledger, long next, EventApplier applier) {
    Entry first = entryAt(ledger, next);
    // Where older entries were dropped, nothing before the first there is can be read.
    boolean isFirst = next == 0 || (first != null && first.seq() > next);
    if (isFirst || beginsRun(first)) {
      return;
    }
    Deque<List<Entry>> chunks = new ArrayDeque<>();
    long end = next;
    boolean found = false;
    while (!found && end > 0) {
      long start = Math.max(0, end - CHUNK_ENTRIES);
      List<Entry> chunk = new ArrayList<>();
      found = read(ledger, start, end, chunk);
      chunks.addFirst(chunk);
      end = start;
    }
    for (List<Entry> chunk : chunks) {
      for (Entry entry : chunk) {
        applier.recall(ProjectedEvent.of(entry));
      }
    }
  }

  private static boolean beginsRun(@Nullable Entry entry) {
    return entry != null && entry.type().equals(EventTypes.LEDGER_OPENED.name());
  }

  private static @Nullable Entry entryAt(Ledger ledger, long seq) {
    try (LedgerCursor cursor = ledger.read(seq)) {
      return new IntactEntries(cursor, e -> {}).next();
    }
  }

  /**
   * Keeps the calls of the last run in the range, and says whether that run begins in it, or the
   * ledger does.
   */
  private static boolean read(Ledger ledger, long start, long end, List<Entry> kept) {
    boolean found;
    try (LedgerCursor all = ledger.read(start)) {
      IntactEntries cursor = new IntactEntries(all, e -> {});
      Entry entry = cursor.next();
      found = entry != null && entry.seq() > start;
      for (; entry != null && entry.seq() < end; entry = cursor.next()) {
        if (beginsRun(entry)) {
          kept.clear();
          found = true;
        }
        kept.add(entry);
      }
    }
    return found;
  }
}
