package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Sees each append to the ledger, from before to after it, on the thread that appends. Never
 * throws.
 */
public interface AppendTracer {
  /** An append is about to begin. What this returns is handed to {@link #end}; null: it is not. */
  @Nullable Object begin();

  /**
   * The append is over, and the entry in the ledger.
   *
   * @param begun what {@link #begin} returned
   * @param seq the entry's
   * @param bytes how long it is
   */
  void end(Object begun, long seq, int bytes);
}
