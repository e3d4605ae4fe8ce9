package io.tachograph.store.index;

/** Counts events of a ledger block by block, as the index does. For one thread. */
public final class LedgerTallies {
  private final Tallies total = new Tallies();
  private Tallies current = new Tallies();
  private long block = -1;

  /** Of nothing yet. */
  public LedgerTallies() {}

  /**
   * Counts an event.
   *
   * @param row of a higher seq than the one before
   */
  public void add(IndexRow row) {
    long of = row.seq() / Tallies.BLOCK_EVENTS;
    if (of != block) {
      total.add(current);
      current = new Tallies();
      block = of;
    }
    current.add(row);
  }

  /** What was counted; nothing can be added behind it. */
  public Tallies total() {
    total.add(current);
    current = new Tallies();
    return total;
  }
}
