package io.tachograph.ledger;

import io.tachograph.format.EventType;
import java.util.UUID;

/**
 * An append-only history of entries, each holding the hash of the one before.
 *
 * <p>All methods may be called from any thread. The first entry is {@code ledger_created}; every
 * time a process opens the ledger it adds {@code ledger_opened}, and {@code ledger_closed} at its
 * end.
 */
public interface Ledger extends AutoCloseable {
  /** The ledger's id, made with it. */
  UUID id();

  /** The ledger's name in checkpoints, {@code tachograph/<id>} unless configured. */
  String origin();

  /**
   * Appends one entry. When it returns, the entry survives the death of the process.
   *
   * @param idHigh the event id's first eight bytes, see {@link io.tachograph.format.EventId}
   * @param idLow the event id's last eight bytes
   * @param body holds one JSON object in UTF-8 at {@code bodyOffset}; it is stored as it is
   * @param bodyLength 2 to 16 MiB
   * @return the entry's seq
   * @throws IllegalArgumentException if the body's length is out of range
   * @throws LedgerException if it could not be written, or the ledger is closed
   */
  long append(long idHigh, long idLow, EventType type, byte[] body, int bodyOffset, int bodyLength);

  /**
   * Appends entries together: their seqs follow one another, and no other thread's entry stands
   * between them. They are no transaction: if one cannot be written, those before it stay.
   *
   * @param batch is not changed; no other thread may use it meanwhile
   * @return the first entry's seq, or that of the next entry for an empty batch
   * @throws LedgerException if not all could be written, or the ledger is closed; {@link
   *     LedgerException#appended} tells how many were
   */
  long appendAll(EntryBatch batch);

  /**
   * A cursor on the entries from {@code fromSeq} on. At the end it waits for nobody: ask again to
   * follow a ledger that grows.
   *
   * @param fromSeq 0 or above; may lie beyond the head, or below the entries that are left where
   *     older ones were dropped: then it begins with the first there is
   */
  LedgerCursor read(long fromSeq);

  /** The last entry's seq and hash. */
  LedgerHead head();

  /**
   * Ends the process's part of the history: appends {@code ledger_closed} and waits until
   * everything is on the disk. Appends are still taken afterwards, for threads that outlive the
   * orderly end of a JVM. Does nothing the second time.
   *
   * @throws LedgerException if it could not be written
   */
  void finish();

  /** Finishes and releases everything; the ledger is unusable afterwards. Closing twice is safe. */
  @Override
  void close();
}
