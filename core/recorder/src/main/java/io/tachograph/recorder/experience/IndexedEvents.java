package io.tachograph.recorder.experience;

import io.tachograph.api.experience.ExperienceEventEnvelope;
import io.tachograph.format.Entry;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.recorder.index.EntryPage;
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexQuery;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * The experience events of a ledger as its index finds them, of those that were appended together
 * all or none. For one reading on one thread.
 */
final class IndexedEvents {
  private static final int PAGE_ENTRIES = 200;

  private final Ledger ledger;
  private final LedgerIndex index;
  private long lastStart = -1;
  private long lastEnd = -1;
  private boolean lastIsWhole;

  IndexedEvents(Ledger ledger, LedgerIndex index) {
    this.ledger = ledger;
    this.index = index;
  }

  /**
   * Gives those that may be asked for, the oldest first, until the reader has enough.
   *
   * @throws IOException if the ledger cannot be read
   */
  void read(IndexQuery query, Predicate<ExperienceEventEnvelope> reader) throws IOException {
    index.catchUp(seq -> {});
    IndexQuery rest = query.with(IndexField.TYPE, LedgerExperienceStore.TYPE.name()).oldestFirst();
    while (true) {
      EntryPage page = index.find(rest, PAGE_ENTRIES);
      for (Entry entry : page.entries()) {
        StoredEvent stored = StoredEvent.of(entry);
        if (stored != null && isWhole(entry, stored) && !reader.test(stored.envelope())) {
          return;
        }
      }
      if (page.cursor().isEmpty()) {
        return;
      }
      rest = rest.after(page.cursor().getAsLong());
    }
  }

  /** Whether all are there that were appended together with it. */
  private boolean isWhole(Entry entry, StoredEvent stored) {
    if (stored.count() == 1) {
      return true;
    }
    long start = entry.seq() - stored.index();
    long end = start + stored.count();
    if (start != lastStart || end != lastEnd) {
      lastStart = start;
      lastEnd = end;
      lastIsWhole = isWhole(start, end);
    }
    return lastIsWhole;
  }

  private boolean isWhole(long start, long end) {
    boolean[] given = {false};
    WholeBatches batch =
        new WholeBatches(
            event -> {
              given[0] = true;
              return false;
            });
    try (LedgerCursor cursor = ledger.read(start)) {
      for (Entry entry = cursor.next();
          entry != null && entry.seq() < end && batch.read(entry);
          entry = cursor.next()) {
        // Only whether it is given counts.
      }
    }
    return given[0];
  }
}
