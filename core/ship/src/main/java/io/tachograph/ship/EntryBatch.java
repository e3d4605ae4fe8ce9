package io.tachograph.ship;

import java.util.List;

/**
 * Entries of one ledger that stand in it one after another.
 *
 * @param ledger whose they are
 * @param farNext the next seq at the far side, as far as the shipper knows
 * @param entries the entries, at least one, by rising seq from {@code farNext} upwards; where
 *     entries are missing in the ledger they are missing here
 */
public record EntryBatch(ShippedLedger ledger, long farNext, List<ShippedEntry> entries) {
  /** Copies the list. */
  public EntryBatch {
    entries = List.copyOf(entries);
  }

  /** The seq behind the last entry. */
  public long nextSeq() {
    return entries.get(entries.size() - 1).entry().seq() + 1;
  }
}
