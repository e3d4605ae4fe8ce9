package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class QueueLocksTest {
  @TempDir Path folder;

  @Test
  @Timeout(10)
  void aLockLeftByAKilledProcessWithOurOwnNumberIsReleased() {
    LedgerSettings settings = LedgerSettings.defaults();
    ChronicleLedger.open(folder, settings).close();
    Path metadata = folder.resolve(ChronicleLedger.QUEUE_FOLDER).resolve("metadata.cq4t");
    try (TableStore<Metadata.NoMeta> table =
            SingleTableBuilder.binary(metadata, Metadata.NoMeta.INSTANCE).readOnly(false).build();
        TableStoreWriteLock lock = new TableStoreWriteLock(table, BusyTimedPauser::new, 0L)) {
      lock.lock();
      assertThat(lock.locked()).isTrue();
    }
    try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
      assertThat(ledger.head().seq()).isEqualTo(3);
    }
  }
}
