package io.tachograph.recorder.index;

import io.tachograph.format.Entry;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.recorder.IntactEntries;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ledger's entries from any place on, by whoever can read them. */
@FunctionalInterface
public interface SeekableEntries {
  /**
   * Reads entries in order, but those that are not what was appended.
   *
   * @param fromSeq where to begin; with the first there is where older ones were pruned
   * @param reader is given each; false when it has enough
   * @throws IOException if the ledger cannot be read
   */
  void read(long fromSeq, Predicate<Entry> reader) throws IOException;

  /** Those of a ledger that is open. */
  static SeekableEntries of(Ledger ledger) {
    return (fromSeq, reader) -> {
      try (LedgerCursor cursor = ledger.read(fromSeq)) {
        IntactEntries entries = new IntactEntries(cursor, damaged -> {});
        Entry entry = entries.next();
        while (entry != null && reader.test(entry)) {
          entry = entries.next();
        }
      }
    };
  }

  /** The first entry from there on, or null if there is none. */
  default @Nullable Entry first(long fromSeq) throws IOException {
    AtomicReference<@Nullable Entry> first = new AtomicReference<>();
    read(
        fromSeq,
        entry -> {
          first.set(entry);
          return false;
        });
    return first.get();
  }
}
