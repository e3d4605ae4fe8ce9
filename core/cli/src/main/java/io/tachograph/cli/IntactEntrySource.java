package io.tachograph.cli;

import io.tachograph.format.Entry;
import io.tachograph.recorder.EntrySource;
import io.tachograph.verifier.EntryReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's entries as the verifier reads them, but those whose hash is not that of their bytes.
 */
final class IntactEntrySource implements EntrySource {
  private final EntryReader reader;

  IntactEntrySource(EntryReader reader) {
    this.reader = reader;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (EntryReader.Located located = reader.next(); located != null; located = reader.next()) {
      if (located.entry().hash().equals(located.storedHash())) {
        return located.entry();
      }
    }
    return null;
  }
}
