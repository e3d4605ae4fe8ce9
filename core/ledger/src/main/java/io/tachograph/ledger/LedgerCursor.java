package io.tachograph.ledger;

import io.tachograph.format.Entry;
import org.jspecify.annotations.Nullable;

/** Reads a ledger's entries in order. For one thread at a time. */
public interface LedgerCursor extends AutoCloseable {
  /**
   * The next entry, its hash checked, or null where there is none yet.
   *
   * @throws LedgerException if what stands there is not the entry that was appended
   */
  @Nullable Entry next();

  @Override
  void close();
}
