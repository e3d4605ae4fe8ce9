package io.tachograph.cli.export;

import io.tachograph.verifier.EntryReader;
import java.io.IOException;

/** Writes the entries of one ledger, in their order, in one format. For one thread. */
public interface Export {
  /**
   * Takes the next entry.
   *
   * @throws IOException if it cannot be written
   */
  void entry(EntryReader.Located located) throws IOException;

  /**
   * Writes what was held back until now. The stream stays the caller's to close.
   *
   * @throws IOException if it cannot be written
   */
  void end() throws IOException;
}
