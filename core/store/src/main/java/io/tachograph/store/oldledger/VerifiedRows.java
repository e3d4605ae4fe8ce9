package io.tachograph.store.oldledger;

import org.jspecify.annotations.Nullable;

/**
 * The rows of an old ledger in order, each judged by the chain. Holds two rows at a time. For one
 * thread.
 */
public final class VerifiedRows implements AutoCloseable {
  private final RowCursor rows;
  private final @Nullable ChainCheck chain;
  private @Nullable OldLedgerRow ahead;

  VerifiedRows(RowCursor rows, boolean sealed) {
    this.rows = rows;
    this.chain = sealed ? new ChainCheck() : null;
    this.ahead = rows.next();
  }

  /**
   * The next row, or null behind the last.
   *
   * @throws io.tachograph.store.StoreException if it cannot be read
   */
  public @Nullable VerifiedRow next() {
    OldLedgerRow row = ahead;
    if (row == null) {
      return null;
    }
    ahead = rows.next();
    return new VerifiedRow(row, chain == null ? null : chain.judge(row, ahead));
  }

  @Override
  public void close() {
    rows.close();
  }
}
