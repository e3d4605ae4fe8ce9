package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that dies in the middle of batches, or of a full disk, has everything in the end. */
@Timeout(600)
class KafkaFaultsTest {
  private static final int KILLS = 3;
  private static final long SEED = 11;

  @TempDir Path temp;

  private Path ledgers() {
    return temp.resolve("audit");
  }

  /** Every entry is there once, in order, and both sides verify. */
  private void agree(String to) throws Exception {
    LedgerReport here =
        LedgerVerifier.verify(
            new LedgerFolder(ledgers().resolve("orders")),
            LedgerVerifier.Expectation.NONE,
            Progress.NONE);
    assertThat(here.findings()).isEmpty();
    assertThat(ShipRun.ok("verify", to, "--compare", ledgers().toString()).out())
        .contains(here.headHash().toHex(), here.entries() + " entries are the same here");
  }

  @Test
  void aBrokerThatIsKilledInTheMiddleOfBatchesMissesNothing() throws Exception {
    Path data = Files.createDirectories(temp.resolve("data"));
    Random random = new Random(SEED);
    try (KafkaProcess broker = new KafkaProcess(data, temp.resolve("broker"));
        AuditedService service = new AuditedService(ledgers().resolve("orders"), SEED)) {
      String to = broker.url("killed");
      AtomicBoolean ended = new AtomicBoolean();
      // So much that at any moment a batch is on its way.
      Thread writer =
          new Thread(
              () -> {
                while (!ended.get()) {
                  service.record(100);
                  LockSupport.parkNanos(10_000_000);
                }
              });
      writer.start();
      try (KafkaShipping shipping = new KafkaShipping(ledgers(), to)) {
        for (int kill = 0; kill < KILLS; kill++) {
          long before = broker.count("killed.entries");
          while (broker.count("killed.entries") == before) {
            Thread.sleep(5);
          }
          Thread.sleep(random.nextInt(100));
          broker.kill();
          broker.restart();
        }
        ended.set(true);
        writer.join();
        shipping.awaitCaughtUp();
        assertThat(shipping.said()).contains("does not answer").doesNotContain("BROKEN");
      } finally {
        ended.set(true);
        writer.join();
      }
      service.close();
      ShipRun.ok("run", "--dir", ledgers().toString(), "--to", to, "--once");
      agree(to);
    }
  }

  @Test
  void theDiskOfTheBrokerIsFull() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), "150m");
        KafkaProcess broker =
            new KafkaProcess(
                Files.createDirectories(disk.root().resolve("data")), temp.resolve("broker"));
        AuditedService service = new AuditedService(ledgers().resolve("orders"), 12)) {
      String to = broker.url("full");
      service.record(200);
      try (KafkaShipping shipping = new KafkaShipping(ledgers(), to)) {
        shipping.awaitCaughtUp();
        disk.fill();
        service.record(20_000);
        shipping.awaitSaid("does not answer");
        // A broker ends where its only disk takes nothing more.
        broker.awaitEnd();
        disk.makeSpace();
        broker.restart();
        shipping.awaitCaughtUp();
        assertThat(shipping.said()).doesNotContain("BROKEN");
      }
      service.close();
      ShipRun.ok("run", "--dir", ledgers().toString(), "--to", to, "--once");
      agree(to);
    }
  }
}
