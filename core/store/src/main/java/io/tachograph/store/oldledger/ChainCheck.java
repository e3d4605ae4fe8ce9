package io.tachograph.store.oldledger;

import io.tachograph.store.oldledger.ChainBreak.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Checks row after row against the chain so far. Behind a break it goes on with what the rows
 * themselves say. Not thread-safe.
 */
final class ChainCheck {
  /** What the next row's {@code previous_hash} may be: two, where a row and its hash disagree. */
  private String storedBefore = RowHash.GENESIS;

  private String computedBefore = RowHash.GENESIS;

  /**
   * Judges a row.
   *
   * @param next the row behind it, whose {@code previous_hash} may tell what was changed; or null
   */
  @Nullable ChainBreak judge(OldLedgerRow row, @Nullable OldLedgerRow next) {
    String stored = row.text(Column.CURRENT_HASH);
    String previous = row.text(Column.PREVIOUS_HASH);
    boolean links = storedBefore.equals(previous) || computedBefore.equals(previous);
    String before = links && previous != null ? previous : storedBefore;
    String computed = RowHash.of(row, before);
    ChainBreak broken = null;
    if (computed == null || !computed.equals(stored)) {
      if (!links
          && previous != null
          && stored != null
          && stored.equals(RowHash.of(row, previous))) {
        // The row is whole, and was written behind another one than stands before it.
        broken = link(row, previous);
        computed = stored;
      } else {
        broken = mismatch(row, stored, computed, next);
      }
    } else if (!links) {
      broken = link(row, previous);
    }
    computedBefore = computed != null ? computed : stored != null ? stored : "";
    storedBefore = stored != null ? stored : computedBefore;
    return broken;
  }

  private ChainBreak link(OldLedgerRow row, @Nullable String previous) {
    return new ChainBreak(
        row.id(), Finding.LINK_MISMATCH, Column.PREVIOUS_HASH, previous, storedBefore);
  }

  private static ChainBreak mismatch(
      OldLedgerRow row,
      @Nullable String stored,
      @Nullable String computed,
      @Nullable OldLedgerRow next) {
    if (computed == null) {
      return new ChainBreak(row.id(), Finding.NOT_HASHABLE, RowHash.unhashable(row), stored, null);
    }
    // Whoever wrote the next row remembers what the hash was.
    boolean hashWasChanged =
        stored == null || (next != null && computed.equals(next.text(Column.PREVIOUS_HASH)));
    return new ChainBreak(
        row.id(),
        Finding.HASH_MISMATCH,
        hashWasChanged ? Column.CURRENT_HASH : null,
        stored,
        computed);
  }
}
