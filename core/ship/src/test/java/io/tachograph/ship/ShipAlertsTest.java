package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tachograph.prometheus.PrometheusServer;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The alerts about the shipper fire when there is a reason, in a real Prometheus. */
@Timeout(300)
class ShipAlertsTest {
  private static final Path OPS = Path.of("../../ops").toAbsolutePath();
  private static final Pattern SERVED = Pattern.compile("metrics are served: .* port=(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temp;

  @Test
  void eachFiresForItsReasonAndNoneForAShipperThatIsWell() throws Exception {
    boolean found = PrometheusServer.isHere();
    if (!found) {
      System.out.println("SKIPPED: alerts are not proved, for there is no prometheus here");
    }
    assumeTrue(found, "there is no prometheus here");
    PostgresServer.Database good = PostgresServer.shared().database().migrated();
    try (PostgresServer server = PostgresServer.on(temp.resolve("data"));
        AuditedService one = new AuditedService(temp.resolve("ill/one"), 11).record(50);
        AuditedService other = new AuditedService(temp.resolve("ill/other"), 12).record(50);
        AuditedService third = new AuditedService(temp.resolve("well/third"), 13).record(50)) {
      PostgresServer.Database bad = server.database().migrated();
      try (ShipperProcess well = shipper("well", good.shipper());
          ShipperProcess ill = shipper("ill", bad.shipper());
          PrometheusServer prometheus =
              PrometheusServer.start(
                  temp,
                  OPS,
                  "tachograph-ship",
                  Map.of("well", target("well"), "ill", target("ill")))) {
        verificationFails(bad, prometheus);
        continuityIsBroken(prometheus);
        shippingIsRefused(bad, prometheus, one, other);
        server.stop();
        prometheus.awaitFiring(
            "ill", List.of("LedgerBackendDown", "LedgerPersistLagGrows"), () -> one.record(1_000));
        third.record(50);
        assertThat(prometheus.firing("well")).isEqualTo(Set.of());
      }
    }
  }

  private ShipperProcess shipper(String name, String url) throws Exception {
    return ShipperProcess.start(
        temp.resolve(name), url, log(name), "--metrics-port", "0", "--verify-every", "PT0.2S");
  }

  private Path log(String name) {
    return temp.resolve(name + ".log");
  }

  /** Where a shipper serves its metrics, when it does. */
  private String target(String name) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Matcher served = SERVED.matcher(Files.readString(log(name)));
      if (served.find()) {
        return "127.0.0.1:" + served.group(1);
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no metrics are served: " + Files.readString(log(name)));
  }

  private static void run(PostgresServer.Database database, String sql) throws SQLException {
    try (Connection connection = database.connect(database.superuser());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void verificationFails(
      PostgresServer.Database database, PrometheusServer prometheus) throws Exception {
    prometheus.awaitResult("ledger_verify_requests_total{instance='ill',result='ok'} > 0");
    run(
        database,
        "SET session_replication_role = replica;"
            + "UPDATE ledger_records SET slot = 'somebody' WHERE seq = 20");
    prometheus.awaitFiring("ill", List.of("LedgerVerificationFailed"), () -> {});
  }

  /** A ledger comes of which somebody has changed an entry. */
  private void continuityIsBroken(PrometheusServer prometheus) throws Exception {
    Path folder = temp.resolve("changed");
    new AuditedService(folder, 14).record(20).close();
    EntryReader.Located last = null;
    try (EntryReader reader = EntryReader.open(new LedgerFolder(folder))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        last = at;
      }
    }
    assertThat(last).isNotNull();
    Path file = folder.resolve("ledger").resolve(last.file());
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(last.offset() + 60);
      bytes.write('!');
    }
    Files.move(folder, temp.resolve("ill/changed"));
    prometheus.awaitFiring("ill", List.of("LedgerContinuityBroken"), () -> {});
  }

  private static void shippingIsRefused(
      PostgresServer.Database database, PrometheusServer prometheus, AuditedService... services)
      throws Exception {
    String role = database.name() + "_shipper";
    run(database, "REVOKE INSERT ON ledger_records FROM " + role);
    prometheus.awaitFiring(
        "ill",
        List.of("LedgerPersistErrors"),
        () -> {
          for (AuditedService service : services) {
            service.record(1);
          }
        });
    run(database, "GRANT INSERT ON ledger_records TO " + role);
  }
}
