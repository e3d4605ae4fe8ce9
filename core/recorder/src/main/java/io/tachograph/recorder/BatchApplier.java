package io.tachograph.recorder;

import io.tachograph.format.Entry;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.StoreWriter;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Applies entries to a store, batch by batch, each batch in a transaction together with how far it
 * comes. The one way from a ledger to a store: of the projection, and of a replay. For one thread.
 */
final class BatchApplier {
  /** A transaction's; more of them wait for the next. */
  static final int MAX_BATCH_ENTRIES = 1_000;

  private final String ledgerId;
  private final EventApplier applier;
  private final BiConsumer<Long, StoreException> refused;

  /**
   * @param refused hears of each event that the schema does not allow, by its seq
   */
  BatchApplier(String ledgerId, EventApplier applier, BiConsumer<Long, StoreException> refused) {
    this.ledgerId = ledgerId;
    this.applier = applier;
    this.refused = refused;
  }

  /**
   * Applies a batch, all or nothing.
   *
   * @param batch in order, not empty
   */
  void apply(SqliteStore store, List<Entry> batch) {
    store.apply(writer -> apply(writer, batch));
  }

  private void apply(StoreWriter writer, List<Entry> batch) {
    for (Entry entry : batch) {
      try {
        applier.apply(writer, ProjectedEvent.of(entry));
      } catch (StoreException e) {
        if (e.category() != StoreException.Category.CONSTRAINT) {
          throw e;
        }
        // It would be refused for ever, and with it all that follows. The ledger still has it.
        refused.accept(entry.seq(), e);
      }
    }
    writer.projection().setAppliedSeq(ledgerId, batch.get(batch.size() - 1).seq());
  }
}
