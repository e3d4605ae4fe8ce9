package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.ledger.Retention;
import io.tachograph.ledger.RetentionRule;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers whose oldest entries are dropped while, or before, they are shipped. */
@Timeout(300)
class PrunedLedgerTest {
  @TempDir Path dir;

  private void days(AuditedService service) {
    for (int day = 0; day < 3; day++) {
      service.record(200).pass(Duration.ofDays(1)).restart();
    }
  }

  private static void prune(Path folder, int keep) {
    try (Retention retention = Retention.open(folder)) {
      var plan = retention.plan(new RetentionRule.KeepLast(keep), (seq, type) -> true);
      assertThat(plan.dropped()).isNotEmpty();
      retention.drop(plan);
    }
  }

  private ShipRun ship(PostgresServer.Database database) {
    return ShipRun.ok(
        "run", "--dir", dir.resolve("l").toString(), "--to", database.shipper(), "--once");
  }

  @Test
  void aLedgerPrunedBeforeItIsShippedVerifiesThereAndComesBack() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    AuditedService service = new AuditedService(dir.resolve("l/orders"), 9);
    days(service);
    String id = service.id();
    service.close();
    prune(service.folder, 2);
    LedgerReport here = judge(service.folder);
    assertThat(here.findings()).isEmpty();
    ShipRun run = ship(database);
    assertThat(run.err()).doesNotContain("BROKEN");
    ShipRun verified = ShipRun.ok("verify", database.auditor(), "--compare", dir.toString());
    assertThat(verified.out()).contains("were dropped", here.entries() + " entries are the same");
    Path back = dir.resolve("back");
    ShipRun.ok("restore", "--from", database.auditor(), "--ledger", id, "--dir", back.toString());
    LedgerReport restored = judge(back);
    assertThat(restored.findings()).isEmpty();
    assertThat(restored.headHash()).isEqualTo(here.headHash());
    assertThat(restored.sealed()).isEqualTo(here.sealed());
  }

  @Test
  void whatIsDroppedHereStaysThere() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    AuditedService service = new AuditedService(dir.resolve("l/orders"), 10);
    days(service);
    service.close();
    long before = judge(service.folder).entries();
    assertThat(ship(database).err()).doesNotContain("BROKEN");
    prune(service.folder, 1);
    service.restart().record(50).close();
    assertThat(ship(database).err()).doesNotContain("BROKEN");
    assertThat(database.number("SELECT count(*) FROM ledger_records")).isGreaterThan(before + 50);
    ShipRun.ok("verify", database.auditor(), "--compare", dir.toString());
  }

  @Test
  void whatIsDroppedBeforeItWasShippedIsSaid() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    AuditedService service = new AuditedService(dir.resolve("l/orders"), 11).record(100);
    service.close();
    ship(database);
    service.restart();
    days(service);
    service.close();
    prune(service.folder, 1);
    assertThat(ship(database).err()).contains("BROKEN", "entries are missing");
    ShipRun run = ShipRun.of("verify", database.auditor());
    assertThat(run.code()).isEqualTo(Main.EXIT_FINDINGS);
    assertThat(run.out()).contains("sequence_gap");
  }

  private static LedgerReport judge(Path folder) throws Exception {
    return LedgerVerifier.verify(
        new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
  }
}
