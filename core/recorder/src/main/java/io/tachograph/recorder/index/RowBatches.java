package io.tachograph.recorder.index;

import io.tachograph.store.index.EventIndex;
import io.tachograph.store.index.IndexRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/**
 * Rows on their way to the index: while a batch is written on a thread of its own, the caller's
 * reads the next one from the ledger. What is less than a batch needs no such thread. For one
 * thread.
 */
final class RowBatches implements AutoCloseable {
  private static final int BATCH_ROWS = 20_000;
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final EventIndex index;
  private final LongConsumer progress;
  private List<IndexRow> rows = new ArrayList<>();
  private CompletableFuture<Void> writing = NOTHING;
  private long count;

  /**
   * Rows that go to that index.
   *
   * @param progress hears of the seq up to which it came, after each batch
   */
  RowBatches(EventIndex index, LongConsumer progress) {
    this.index = index;
    this.progress = progress;
  }

  /** Adds one; true, since it always wants more. */
  boolean add(IndexRow row) {
    rows.add(row);
    count++;
    if (rows.size() == BATCH_ROWS) {
      await();
      List<IndexRow> batch = rows;
      rows = new ArrayList<>(BATCH_ROWS);
      writing = CompletableFuture.runAsync(() -> write(batch), RowBatches::start);
    }
    return true;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tachograph-index");
    thread.setDaemon(true);
    thread.start();
  }

  private void write(List<IndexRow> batch) {
    index.add(batch);
    progress.accept(batch.get(batch.size() - 1).seq());
  }

  /** Writes the rest; how many rows there were. */
  long end() {
    await();
    if (!rows.isEmpty()) {
      write(rows);
    }
    return count;
  }

  private void await() {
    CompletableFuture<Void> batch = writing;
    writing = NOTHING;
    try {
      batch.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Waits until nothing is written any more, also where reading failed. */
  @Override
  public void close() {
    await();
  }
}
