package io.tachograph.store.oldledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an old ledger holds, and whether its chain does.
 *
 * @param chain what the chain says of all rows
 * @param rows how many rows there are
 * @param first the first row's id and timestamp, or null where there are no rows
 * @param last the last row's
 * @param headHash the last row's stored hash, or null
 * @param highestIdGiven the highest id that a row ever had, or null where that is not known
 * @param breakCount at how many rows the chain does not hold
 * @param breaks the first of them, at most {@value #MAX_BREAKS}
 */
public record ChainSummary(
    Chain chain,
    long rows,
    @Nullable End first,
    @Nullable End last,
    @Nullable String headHash,
    @Nullable Long highestIdGiven,
    long breakCount,
    List<ChainBreak> breaks) {
  /** How many breaks are kept. */
  public static final int MAX_BREAKS = 100;

  /** What a chain says. */
  public enum Chain {
    /** Each row is the one that was hashed, behind the one before. */
    VERIFIED,
    /** That does not hold everywhere. */
    BROKEN,
    /** There are no hashes: nothing can be said. */
    UNSEALED
  }

  /**
   * One end of the ledger.
   *
   * @param id the row's id
   * @param timestamp its timestamp as it stands there, or null if it is no text
   */
  public record End(long id, @Nullable String timestamp) {
    static End of(OldLedgerRow row) {
      return new End(row.id(), row.text(Column.TIMESTAMP));
    }
  }

  /**
   * Whether there were rows behind the last, which no chain can tell.
   *
   * @return false also where that is not known
   */
  public boolean lacksEnd() {
    return highestIdGiven != null && highestIdGiven > (last == null ? 0 : last.id());
  }

  /**
   * Reads all of it.
   *
   * @param each sees every row on the way
   * @throws io.tachograph.store.StoreException if it cannot be read
   */
  public static ChainSummary of(OldLedger ledger, Consumer<VerifiedRow> each) {
    long rows = 0;
    long breakCount = 0;
    End first = null;
    OldLedgerRow last = null;
    List<ChainBreak> breaks = new ArrayList<>();
    try (VerifiedRows all = ledger.read()) {
      for (VerifiedRow next = all.next(); next != null; next = all.next()) {
        last = next.row();
        first = first == null ? End.of(last) : first;
        rows++;
        ChainBreak broken = next.broken();
        if (broken != null && ++breakCount <= MAX_BREAKS) {
          breaks.add(broken);
        }
        each.accept(next);
      }
    }
    Chain sealed = breakCount == 0 ? Chain.VERIFIED : Chain.BROKEN;
    return new ChainSummary(
        ledger.isSealed() ? sealed : Chain.UNSEALED,
        rows,
        first,
        last == null ? null : End.of(last),
        last == null ? null : last.text(Column.CURRENT_HASH),
        ledger.highestIdGiven(),
        breakCount,
        List.copyOf(breaks));
  }
}
