package io.tachograph.ledger;

import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An append-only history of entries, each holding the hash of the one before.
 *
 * <p>All methods may be called from any thread. The first entry is {@code ledger_created}; every
 * time a process opens the ledger it adds {@code ledger_opened}, and {@code ledger_closed} at its
 * end.
 *
 * <p>The agent's recorder uses {@link #append}. Whoever has a ledger as a library can say the same
 * of tasks and of governance by the methods that record, and ask for it.
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

  /** The last entry's hash, which stands for all before it. */
  default Hash topHash() {
    return head().hash();
  }

  /**
   * Writes that a task begins. Its payload is written whole and as it is; redaction is the
   * caller's.
   *
   * @return the entry's seq, as of the other methods that record
   */
  default long recordStart(Task task) {
    return new TaskEntries(this).start(task);
  }

  /** Writes that a task ended well, with its result. */
  default long recordCompletion(Task task) {
    return new TaskEntries(this).completed(task);
  }

  /** Writes that a task failed, with its error. */
  default long recordFailure(Task task) {
    return new TaskEntries(this).failed(task);
  }

  /**
   * Writes a governance event.
   *
   * @param type 1 to 64 characters of {@code [a-z0-9_.]}, none that a ledger writes itself
   * @param agent who acts, or null
   * @param details what to write: maps, lists, texts, numbers, truth and null
   * @throws IllegalArgumentException if it is no such type
   */
  default long recordEvent(String type, @Nullable String agent, Map<String, ?> details) {
    return new TaskEntries(this).event(type, agent, details);
  }

  /** The latest event of a task. Reads backwards until it finds one. */
  default Optional<TaskEvent> getTask(String id) {
    return new TaskHistory(this).latest(id);
  }

  /**
   * What tasks began and ended, newest first.
   *
   * @param limit how many at most, 1 or more
   * @param status only those that say this, or null for all
   * @param agent only those of this agent, or null for all
   */
  default List<TaskEvent> history(int limit, @Nullable TaskStatus status, @Nullable String agent) {
    return new TaskHistory(this).newest(limit, status, agent);
  }

  /** How many tasks there are. Reads the whole ledger. */
  default TaskStatistics statistics() {
    return new TaskHistory(this).statistics();
  }

  /** Follows the chain of hashes. Reads the whole ledger. */
  default ChainIntegrity verifyChainIntegrity() {
    return ChainWalk.over(this);
  }

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
