package io.tachograph.store;

import java.util.List;
import java.util.OptionalLong;

/**
 * How far the events of each ledger are applied to this store. It changes only in the transaction
 * that applies them, so only a {@link StoreWriter} gives this out. Everything throws {@link
 * StoreException}.
 */
public final class ProjectionPositions {
  private static final String TABLE = "projection";
  private static final Sql GET =
      new Sql(TABLE, "SELECT ledger_id, applied_seq FROM projection WHERE ledger_id = ?");
  private static final Sql SET =
      new Sql(
          TABLE,
          "INSERT INTO projection (ledger_id, applied_seq) VALUES (?, ?)"
              + " ON CONFLICT (ledger_id) DO UPDATE SET applied_seq = excluded.applied_seq");

  private final Access access;

  ProjectionPositions(Access access) {
    this.access = access;
  }

  /** The seq of the last entry of that ledger that is applied; empty where none is. */
  public OptionalLong appliedSeq(String ledgerId) {
    return access
        .read(
            session ->
                session.hasTable(TABLE)
                    ? session.list(GET, row -> row.number("applied_seq"), ledgerId)
                    : List.<Long>of())
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /**
   * Notes that the entries of that ledger up to {@code seq} are applied.
   *
   * @param seq 0 or above
   * @throws IllegalArgumentException if it is below 0
   */
  public void setAppliedSeq(String ledgerId, long seq) {
    if (seq < 0) {
      throw new IllegalArgumentException(
          "a seq is 0 or above: ledger_id=" + ledgerId + " seq=" + seq);
    }
    access.write(session -> session.update(SET, ledgerId, seq));
  }
}
