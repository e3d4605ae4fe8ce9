package io.tachograph.cli;

import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of a ledger that are asked for, in their order. For one thread. */
final class WantedEntries implements AutoCloseable {
  private final EntryReader reader;
  private final Predicate<Entry> wanted;

  WantedEntries(LedgerFolder folder, EntryFilter filter, Screen screen) throws IOException {
    this.reader = EntryReader.open(folder);
    this.wanted = filter.in(screen.zone());
  }

  /** The next one, or null if there is none yet. */
  EntryReader.@Nullable Located next() throws IOException {
    EntryReader.Located located = reader.next();
    while (located != null && !wanted.test(located.entry())) {
      located = reader.next();
    }
    return located;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
