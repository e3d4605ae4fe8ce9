package io.tachograph.recorder;

import io.tachograph.format.Entry;
import io.tachograph.ledger.LedgerCursor;
import io.tachograph.ledger.LedgerException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cursor's entries but those that are not what was appended: the store cannot be told of them,
 * and must be told of what follows. For one thread.
 */
public final class IntactEntries {
  /** More in a row are no rotten entries but a ledger that cannot be read. */
  private static final int MAX_DAMAGED_IN_A_ROW = 1_000;

  private final LedgerCursor cursor;
  private final Consumer<LedgerException> damaged;

  /**
   * Over a cursor, which stays the caller's to close.
   *
   * @param damaged hears of each entry that is passed over
   */
  public IntactEntries(LedgerCursor cursor, Consumer<LedgerException> damaged) {
    this.cursor = cursor;
    this.damaged = damaged;
  }

  /** The next entry, or null if there is none yet. */
  public @Nullable Entry next() {
    for (int inARow = 1; ; inARow++) {
      try {
        return cursor.next();
      } catch (LedgerException e) {
        if (e.reason() != LedgerException.Reason.DAMAGED || inARow > MAX_DAMAGED_IN_A_ROW) {
          throw e;
        }
        damaged.accept(e);
      }
    }
  }
}
