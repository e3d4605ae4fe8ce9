package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
  private static final int MAX_WAIT_MILLIS = 60_000;

  @TempDir Path dir;

  @Test
  void aShipperThatIsKilledLeavesNoGap() throws Exception {
    KafkaBroker.Cluster there = KafkaBroker.shared().cluster();
    Random random = new Random(SEED);
    AtomicBoolean ended = new AtomicBoolean();
    String to = there.url();
    try (AuditedService service = new AuditedService(dir.resolve("orders"), SEED)) {
      Thread writer =
          new Thread(
              () -> {
                while (!ended.get()) {
                  service.record(20).pass(Duration.ofSeconds(20));
                  sleep(5);
                }
              });
      writer.start();
      try {
        for (int kill = 0; kill < KILLS; kill++) {
          long before = there.count("entries");
          Process shipper = start(to);
          long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS);
          // It has begun when more is there than before; then at any moment.
          while (there.count("entries") == before && System.nanoTime() < deadline) {
            sleep(10);
          }
          sleep(random.nextInt(400));
          shipper.destroyForcibly().waitFor();
          assertThat(there.count("entries")).as("kill %s", kill).isGreaterThan(before);
        }
      } finally {
        ended.set(true);
        writer.join();
      }
    }
    String[] once = {"run", "--dir", dir.toString(), "--to", to, "--once"};
    assertThat(ShipRun.ok(once).err()).doesNotContain("BROKEN");
    LedgerReport here =
        LedgerVerifier.verify(
            new LedgerFolder(dir.resolve("orders")),
            LedgerVerifier.Expectation.NONE,
            Progress.NONE);
    assertThat(here.findings()).isEmpty();
    ShipRun verified = ShipRun.ok("verify", to, "--compare", dir.toString());
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

  private Process start(String to) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--dir",
                dir.toString(),
                "--to",
                to))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
