package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.prometheus.PrometheusServer;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The alerts about the agent fire when there is a reason, in a real Prometheus. */
@Timeout(300)
class AlertsIT {
  /** More than the store may be behind. */
  private static final int MANY_CALLS = 8_000;

  @TempDir Path temp;

  @Test
  void eachFiresForItsReasonAndNoneForAHostThatIsWell() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    boolean found = PrometheusServer.isHere();
    boolean mounted =
        found && Mounts.run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
    if (!mounted) {
      System.out.println(
          "SKIPPED: alerts are not proved, for "
              + (found ? "no file system may be mounted here" : "there is no prometheus here"));
    }
    assumeTrue(mounted, "prometheus, and a disk to be filled");
    Host compiled = Host.compile(temp, "CountedCalls");
    Host wellHost = compiled.in(temp.resolve("well"));
    Host fullHost = compiled.in(disk);
    Host brokenHost = compiled.in(temp.resolve("broken"));
    damagedEnd(brokenHost);
    try (CountedCalls well = start(wellHost);
        CountedCalls full = start(fullHost);
        CountedCalls broken = start(brokenHost)) {
      assertThat(well.ran(10) + full.ran(10) + broken.ran(10)).isEqualTo(30);
      Map<String, String> targets =
          Map.of(
              "well", target(wellHost),
              "full", target(fullHost),
              "broken", target(brokenHost));
      Path ops = Product.root().resolve("ops");
      try (PrometheusServer prometheus = PrometheusServer.start(temp, ops, "tachograph", targets)) {
        prometheus.awaitFiring("broken", List.of("LedgerContinuityBroken"), () -> {});
        fill(fullHost.audit().resolve("filler"));
        prometheus.awaitFiring(
            "full",
            List.of("LedgerDiskNearlyFull", "LedgerUnrecordedEvents", "LedgerAgentErrors"),
            () -> full.ran(1_000));
        storeIsHeld(brokenHost, broken, prometheus);
        nothingCanBeSealed(brokenHost, broken, prometheus);
        broken.kill();
        prometheus.awaitFiring("broken", List.of("TachographDown"), () -> well.ran(1));
        assertThat(prometheus.firing("well")).isEqualTo(Set.of());
      }
      assertThat(well.end()).isZero();
      Product.intactAndQuiet(wellHost.ledger());
    } finally {
      Mounts.run("umount", "-l", disk.toString());
    }
  }

  private static CountedCalls start(Host host) throws IOException {
    return new CountedCalls(host.startAudited(Jdk.current(), "metrics.port=0"));
  }

  private static String target(Host host) throws Exception {
    return MetricsPort.of(host.ledger()).url().getAuthority();
  }

  /** Leaves a ledger whose last entry somebody has changed. */
  private static void damagedEnd(Host host) throws Exception {
    try (CountedCalls calls = new CountedCalls(host.startAudited(Jdk.current()))) {
      assertThat(calls.end()).isZero();
    }
    EntryReader.Located last = null;
    try (EntryReader reader = EntryReader.open(new LedgerFolder(host.ledger()))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        last = at;
      }
    }
    assertThat(last).isNotNull();
    Path file = host.ledger().resolve("ledger").resolve(last.file());
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(last.offset() + 60);
      bytes.write('!');
    }
  }

  private static void fill(Path filler) {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // As intended.
    }
  }

  private static void storeIsHeld(Host host, CountedCalls calls, PrometheusServer prometheus)
      throws Exception {
    String url = "jdbc:sqlite:" + host.ledger().resolve("store.db");
    try (Connection store = DriverManager.getConnection(url);
        Statement statement = store.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 30000");
      statement.execute("BEGIN IMMEDIATE");
      prometheus.awaitFiring(
          "broken", List.of("LedgerProjectionLagGrows"), () -> calls.ran(MANY_CALLS));
      statement.execute("ROLLBACK");
    }
  }

  private static void nothingCanBeSealed(Host host, CountedCalls calls, PrometheusServer prometheus)
      throws Exception {
    Path checkpoints = host.ledger().resolve("checkpoints");
    Files.move(checkpoints, host.ledger().resolve("checkpoints.away"));
    Files.createDirectory(checkpoints);
    prometheus.awaitFiring("broken", List.of("LedgerHeadStalled"), () -> calls.ran(1));
  }
}
