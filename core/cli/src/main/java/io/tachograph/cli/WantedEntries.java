package io.tachograph.cli;

import io.tachograph.recorder.index.EntryFields;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The entries of a ledger that are asked for, in their order. For one thread. */
final class WantedEntries implements AutoCloseable {
  private final EntryReader reader;
  private final IndexQuery query;

  WantedEntries(LedgerFolder folder, EntryFilter filter, Screen screen) throws IOException {
    this.reader = EntryReader.open(folder);
    this.query = filter.query(screen.zone());
  }

  /** The next one, or null if there is none yet. */
  EntryReader.@Nullable Located next() throws IOException {
    EntryReader.Located located = reader.next();
    while (located != null && !EntryFields.areAskedFor(query, located.entry())) {
      located = reader.next();
    }
    return located;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
