package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.EventType;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of the real writer arrive in a real PostgreSQL, verify there, and come back. */
@Timeout(300)
class PostgresShippingTest {
  @TempDir Path dir;

  private static ShipRun ship(Path dir, PostgresServer.Database database) {
    ShipRun run = ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
    assertThat(run.err()).doesNotContain("BROKEN").doesNotContain("refuse");
    return run;
  }

  private static LedgerReport verified(Path folder) throws Exception {
    LedgerReport report =
        LedgerVerifier.verify(
            new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
    assertThat(report.findings()).isEmpty();
    return report;
  }

  @Test
  void ledgersArriveWholeVerifyThereAndComeBack() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    String id;
    try (AuditedService orders = new AuditedService(dir.resolve("orders"), 1);
        AuditedService users = new AuditedService(dir.resolve("users"), 2)) {
      id = orders.id();
      orders.record(1_500).pass(Duration.ofHours(49)).record(1_000).restart().record(10);
      users.record(20);
      ship(dir, database);
      users.record(20);
    }
    ship(dir, database);
    LedgerReport here = verified(dir.resolve("orders"));
    String ofOrders = " FROM ledger_records WHERE anchor_id = '" + id + "'";
    assertThat(database.number("SELECT count(*)" + ofOrders)).isEqualTo(here.entries());
    assertThat(database.number("SELECT max(seq) + 1" + ofOrders)).isEqualTo(here.entries());
    assertThat(database.number("SELECT count(*)" + ofOrders + " AND payload IS NULL")).isZero();
    assertThat(
            database.number(
                "SELECT count(*) FROM ledger_records_2026_02 WHERE slot LIKE 'agent-%'"))
        .isPositive();
    assertThat(
            database.number(
                "SELECT count(*) FROM ledger_checkpoints WHERE anchor_id = '" + id + "'"))
        .isEqualTo(here.checkpoints());

    ShipRun there =
        ShipRun.ok("verify", database.auditor(), "--compare", dir.toString(), "--require-sealed");
    assertThat(there.out())
        .contains(here.headHash().toHex(), "2 ledgers, intact")
        .contains(here.entries() + " entries are the same here");

    Path restored = dir.resolve("restored");
    ShipRun.ok(
        "restore", "--from", database.auditor(), "--ledger", id, "--dir", restored.toString());
    LedgerReport back = verified(restored);
    assertThat(back.headHash()).isEqualTo(here.headHash());
    assertThat(back.entries()).isEqualTo(here.entries());
    assertThat(back.checkpoints()).isEqualTo(here.checkpoints());
    assertThat(back.sealed()).isEqualTo(here.sealed());
    assertThat(restored.resolve("checkpoints"))
        .hasSameBinaryContentAs(dir.resolve("orders/checkpoints"));
    assertThat(restored.resolve("ledger.vkey"))
        .hasSameBinaryContentAs(dir.resolve("orders/ledger.vkey"));
  }

  @Test
  void whatJsonbCannotHoldIsHeldByTheEntry() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    try (AuditedService service = new AuditedService(dir.resolve("odd"), 3)) {
      EventType type = EventType.of("tested");
      service.append(type, "{\"a\":\"\\u0000\\u0000x\\\\u0000\"}");
      service.append(type, "{\"a\":\"\\ud800 \\udc00 \\ud83d\\ude00\"}");
      service.append(type, "{\"a\":1" + "0".repeat(140_000) + "}");
      service.append(type, "{\"a\":1e200000}");
      service.append(type, "{\"agent_id\":\"a\\u0000b\",\"n\":1.50e3}");
    }
    ship(dir, database);
    String tested = " FROM ledger_records WHERE kind = 'tested'";
    assertThat(database.number("SELECT count(*)" + tested)).isEqualTo(5);
    assertThat(database.number("SELECT count(*)" + tested + " AND payload IS NULL")).isEqualTo(2);
    assertThat(
            database.number(
                "SELECT count(*)" + tested + " AND payload->>'a' = E'\\ufffd\\ufffdx\\\\u0000'"))
        .isEqualTo(1);
    assertThat(
            database.number(
                "SELECT count(*)" + tested + " AND payload->>'a' = E'\\ufffd \\ufffd \\U0001f600'"))
        .isEqualTo(1);
    assertThat(
            database.number(
                "SELECT count(*)" + tested + " AND slot = E'a\\ufffdb' AND payload->>'n' = '1500'"))
        .isEqualTo(1);
    ShipRun.ok("verify", database.auditor(), "--compare", dir.toString());
  }

  /** That each id is made of its time and hash the table's own constraint demands. */
  @Test
  void entriesOfClocksThatWereFarOffArrive() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    try (AuditedService orders = new AuditedService(dir.resolve("orders"), 5)) {
      for (int years : new int[] {-27, 150}) {
        orders.record(10).pass(Duration.ofDays(365L * years));
      }
      orders.record(10);
    }
    ship(dir, database);
    // And ledger_closed.
    assertThat(database.number("SELECT count(*) FROM ledger_records_default")).isEqualTo(21);
    ShipRun.ok("verify", database.auditor(), "--compare", dir.toString());
  }

  @Test
  void aCopyThatSaysItIsAnotherLedgerIsSaidAndKeepsNobodyFromShipping() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    AuditedService service = new AuditedService(dir.resolve("orders"), 4).record(20);
    String id = service.id();
    service.close();
    ship(dir, database);
    String other = "11111111" + id.substring(8);
    forge(
        dir.resolve("orders/ledger"), Files.createDirectories(dir.resolve("b/ledger")), id, other);
    ShipRun run = ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
    assertThat(run.err()).contains(other, "BROKEN", "another entry of the same hash");
    service.restart().record(20).close();
    ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
    ShipRun.ok("verify", database.auditor(), "--ledger", id, "--require-sealed");
  }

  /** Copies roll files and has them name another ledger. */
  private static void forge(Path from, Path to, String id, String other) throws Exception {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cq4")).toList()) {
        byte[] head = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
          in.readNBytes(head, 0, head.length);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).replace(id, other);
        Files.write(to.resolve(file.getFileName()), text.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }
}
