package io.tachograph.cli;

import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryPage;
import io.tachograph.recorder.index.LedgerIndex;
import io.tachograph.store.index.IndexException;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's files together with their index, opened for one command and filled up to the ledger's
 * end. For one thread.
 */
final class IndexedLedger implements AutoCloseable {
  /** Of a ledger whose files do not say who it is. */
  private static final UUID UNKNOWN = new UUID(0, 0);

  private final IndexPlace place;
  private final FolderEntries entries;
  private final LedgerIndex index;

  private IndexedLedger(IndexPlace place, FolderEntries entries, LedgerIndex index) {
    this.place = place;
    this.entries = entries;
    this.index = index;
  }

  /**
   * Opens it, and indexes what is not indexed yet, with a progress bar on a terminal.
   *
   * @param err is told where the index is if it cannot be beside the ledger
   * @throws IOException if the ledger cannot be read
   * @throws IndexException if the index cannot be written
   */
  static IndexedLedger open(LedgerFolder folder, PrintWriter err) throws IOException {
    try (ProgressBar bar = ProgressBar.on(System.console())) {
      IndexedLedger ledger = open(folder, bar == null ? Progress.NONE : bar);
      if (!ledger.place.isBeside(folder)) {
        err.println(
            "the index is not beside the ledger, whose folder is not ours to write: file="
                + Plain.line(ledger.place.file().toString()));
      }
      try {
        ledger.index.catchUp(seq -> {});
        return ledger;
      } catch (IOException | RuntimeException e) {
        ledger.close();
        throw e;
      }
    }
  }

  private static IndexedLedger open(LedgerFolder folder, Progress progress) throws IOException {
    UUID id = id(folder.ledgerId());
    IndexPlace place = IndexPlace.of(folder, id);
    FolderEntries entries = new FolderEntries(folder, progress);
    try {
      return new IndexedLedger(place, entries, LedgerIndex.open(place.file(), id, entries));
    } catch (RuntimeException e) {
      entries.close();
      place.close();
      throw e;
    }
  }

  private static UUID id(@Nullable String said) {
    try {
      return said == null ? UNKNOWN : UUID.fromString(said);
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  /** Its index, for what is not a query. */
  LedgerIndex index() {
    return index;
  }

  /**
   * The first entries that are asked for.
   *
   * @param limit how many at most, 1 or more
   * @throws IOException if the ledger cannot be read
   */
  EntryPage find(IndexQuery query, int limit) throws IOException {
    return index.find(query, limit);
  }

  /**
   * Where an entry of a page stands, or null if it was pruned since.
   *
   * @throws IOException if the ledger cannot be read
   */
  @Nullable Located locate(Entry entry) throws IOException {
    return entries.locate(entry.seq());
  }

  @Override
  public void close() throws IOException {
    index.close();
    entries.close();
    place.close();
  }
}
