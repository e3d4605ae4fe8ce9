package io.tachograph.recorder.index;

import io.tachograph.format.Entry;
import io.tachograph.store.index.Tallies;
import java.util.List;

/**
 * What a ledger holds, counted.
 *
 * @param tallies the counts
 * @param slowest the ends of the calls that took longest, the longest first, as the ledger has them
 */
public record LedgerStatistics(Tallies tallies, List<Entry> slowest) {
  /** Copies the list. */
  public LedgerStatistics {
    slowest = List.copyOf(slowest);
  }
}
