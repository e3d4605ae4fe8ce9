package io.tachograph.ledger;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import org.jspecify.annotations.Nullable;

/** Follows a ledger's chain of hashes from the first entry there is. */
final class ChainWalk {
  private ChainWalk() {}

  static ChainIntegrity over(Ledger ledger) {
    long entries = 0;
    Entry before = null;
    Hash expected = Hash.ZERO;
    try (LedgerCursor cursor = ledger.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        String finding = finding(before, expected, entry);
        if (finding != null) {
          return new ChainIntegrity(entries, finding + ": seq=" + entry.seq());
        }
        entries++;
        before = entry;
        expected = entry.hash();
      }
    } catch (LedgerException e) {
      if (e.reason() != LedgerException.Reason.DAMAGED) {
        throw e;
      }
      return new ChainIntegrity(entries, e.getMessage());
    }
    return new ChainIntegrity(entries, null);
  }

  private static @Nullable String finding(@Nullable Entry before, Hash expected, Entry entry) {
    if (before != null && entry.seq() != before.seq() + 1) {
      return "entries are missing before this one";
    }
    // What stood before the first one may have been pruned.
    boolean isKnown = before != null || entry.seq() == 0;
    return isKnown && !entry.prev().equals(expected)
        ? "this one does not hold the hash of the entry before"
        : null;
  }
}
