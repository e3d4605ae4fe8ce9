package io.tachograph.cli;

import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryFields;
import io.tachograph.recorder.index.EntryPage;
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.recorder.index.LedgerStatistics;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.LedgerTallies;
import io.tachograph.store.index.SlowCall;
import io.tachograph.store.index.Tallies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger holds, counted.
 *
 * @param statistics the counts, and the slowest calls
 * @param first the first entry that was counted, or null if there was none
 * @param last the last one
 * @param unrecorded how many events went unrecorded, by what the gap entries say
 */
record CountedLedger(
    LedgerStatistics statistics, @Nullable Entry first, @Nullable Entry last, long unrecorded) {
  private static final String GAP = "gap";
  private static final int PAGE = 1_000;

  /** As the index has counted. */
  static CountedLedger of(LedgerIndex index) throws IOException {
    LedgerStatistics statistics = index.statistics();
    long unrecorded = 0;
    IndexQuery gaps = IndexQuery.ALL.with(IndexField.TYPE, GAP);
    EntryPage page = index.find(gaps, PAGE);
    while (true) {
      for (Entry gap : page.entries()) {
        unrecorded += unrecorded(gap);
      }
      if (page.cursor().isEmpty()) {
        break;
      }
      page = index.find(gaps.after(page.cursor().getAsLong()), PAGE);
    }
    return new CountedLedger(
        statistics,
        any(index.find(IndexQuery.ALL.oldestFirst(), 1)),
        any(index.find(IndexQuery.ALL, 1)),
        unrecorded);
  }

  private static @Nullable Entry any(EntryPage page) {
    return page.entries().isEmpty() ? null : page.entries().get(0);
  }

  /** The entries that are asked for, counted one by one. */
  static CountedLedger of(FolderEntries entries, IndexQuery query) throws IOException {
    Counting counting = new Counting();
    entries.read(
        query.fromSeq(),
        entry -> {
          IndexRow row = EntryFields.row(entry);
          if (query.asksFor(row)) {
            counting.add(entry, row);
          }
          return entry.seq() < query.toSeq();
        });
    Tallies tallies = counting.tallies.total();
    List<Entry> slowest = new ArrayList<>();
    for (SlowCall call : tallies.slowest()) {
      Entry entry = entries.first(call.seq());
      if (entry != null) {
        slowest.add(entry);
      }
    }
    return new CountedLedger(
        new LedgerStatistics(tallies, slowest), counting.first, counting.last, counting.unrecorded);
  }

  private static final class Counting {
    final LedgerTallies tallies = new LedgerTallies();
    @Nullable Entry first;
    @Nullable Entry last;
    long unrecorded;

    void add(Entry entry, IndexRow row) {
      first = first == null ? entry : first;
      last = entry;
      unrecorded += entry.type().equals(GAP) ? unrecorded(entry) : 0;
      tallies.add(row);
    }
  }

  private static long unrecorded(Entry gap) {
    return BodyHead.numberIn(BodyHead.of(gap.body()).data(), "unrecorded", 0);
  }
}
