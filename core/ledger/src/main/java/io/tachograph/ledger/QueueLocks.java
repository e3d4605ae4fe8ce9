package io.tachograph.ledger;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;

/**
 * Releases the locks that a killed writer left in the queue's metadata.
 *
 * <p>Chronicle takes over a lock only from a process whose number is not alive. In a container the
 * next process has the same number as the one that was killed, usually 1, and would wait for itself
 * for ever. Whoever holds {@link WriterLock} knows that no other writer lives.
 */
final class QueueLocks {
  static final String METADATA_FILE = "metadata.cq4t";

  private QueueLocks() {}

  /** Call only while holding the writer lock, before the queue is opened. */
  static void release(Path queueFolder) {
    Path metadata = queueFolder.resolve(METADATA_FILE);
    if (isEmpty(metadata)) {
      // The queue is made yet, and opening it as a table of locks would make it something else.
      return;
    }
    SingleChronicleQueueBuilder.addAliases();
    try (TableStore<Metadata.NoMeta> table =
        SingleTableBuilder.binary(metadata, Metadata.NoMeta.INSTANCE).readOnly(false).build()) {
      release(table, TableStoreWriteLock.APPEND_LOCK_KEY);
      release(table, "chronicle.write.lock");
    }
  }

  private static boolean isEmpty(Path metadata) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      return in.readInt() == 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static void release(TableStore<?> table, String key) {
    try (TableStoreWriteLock lock = new TableStoreWriteLock(table, BusyTimedPauser::new, 0L, key)) {
      lock.forceUnlock();
    }
  }
}
