package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of the real writer arrive in a real PostgreSQL. */
@Timeout(300)
class PostgresShippingTest {
  @TempDir Path dir;

  @Test
  void everyEntryArrivesOnceAndInOrder() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    long size;
    String id;
    try (AuditedService service = new AuditedService(dir.resolve("orders"), 1)) {
      id = service.id();
      service.record(3_000).pass(Duration.ofHours(30)).record(2_000).restart().record(10);
    }
    ShipRun run = ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
    assertThat(run.err()).doesNotContain("BROKEN");
    size = database.number("SELECT max(seq) + 1 FROM ledger_records");
    assertThat(size).isGreaterThan(5_010);
    assertThat(
            database.number("SELECT count(*) FROM ledger_records WHERE anchor_id = '" + id + "'"))
        .isEqualTo(size);
    ShipRun again =
        ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
    System.out.println(run + "\n" + again);
    assertThat(database.number("SELECT count(*) FROM ledger_records")).isEqualTo(size);
    assertThat(database.number("SELECT count(*) FROM ledger_checkpoints")).isPositive();
    System.out.println(database.number("SELECT count(*) FROM ledger_checkpoints"));
  }
}
