package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shipper that is killed at any moment leaves no gap: the next one goes on. */
@Timeout(1_800)
class KafkaKillTest {
  /** Set {@code tachograph.ship.kills} to 50 for the long run. */
  private static final int KILLS = Integer.getInteger("tachograph.ship.kills", 3);

  private static final long SEED = Long.getLong("tachograph.ship.seed", 42);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temp;

  @Test
  void aShipperThatIsKilledLeavesNoGap() throws Exception {
    KafkaBroker.Cluster there = KafkaBroker.shared().cluster();
    Random random = new Random(SEED);
    AtomicBoolean ended = new AtomicBoolean();
    String to = there.url();
    Path ledgers = temp.resolve("audit");
    Path log = temp.resolve("shippers.log");
    try (AuditedService service = new AuditedService(ledgers.resolve("orders"), SEED)) {
      Thread writer =
          new Thread(
              () -> {
                while (!ended.get()) {
                  service.record(20).pass(Duration.ofSeconds(20));
                  sleep(20);
                }
              });
      writer.start();
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          long before = there.count("entries");
          try (ShipperProcess shipper = ShipperProcess.start(ledgers, to, log)) {
            // It has begun when more is there than before; then at any moment.
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (there.count("entries") == before && System.nanoTime() < deadline) {
              sleep(50);
            }
            sleep(random.nextInt(400));
            shipper.kill();
          }
          assertThat(there.count("entries")).as("kill %s: see %s", kill, log).isGreaterThan(before);
        }
      } finally {
        ended.set(true);
        writer.join();
      }
    }
    String[] once = {"run", "--dir", ledgers.toString(), "--to", to, "--once"};
    assertThat(ShipRun.ok(once).err()).doesNotContain("BROKEN");
    assertThat(log).content().doesNotContain("BROKEN");
    LedgerReport here =
        LedgerVerifier.verify(
            new LedgerFolder(ledgers.resolve("orders")),
            LedgerVerifier.Expectation.NONE,
            Progress.NONE);
    assertThat(here.findings()).isEmpty();
    ShipRun verified = ShipRun.ok("verify", to, "--compare", ledgers.toString());
    assertThat(verified.out())
        .contains(here.headHash().toHex(), here.entries() + " entries are the same here");
    System.out.println(
        "kills="
            + KILLS
            + " entries="
            + here.entries()
            + " records="
            + there.count("entries")
            + " seed="
            + SEED);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
