package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerStream;
import io.tachograph.verifier.StreamedEntry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped while a ledger is read at the far side is no finding. */
@Timeout(300)
class VerifiedWhileShippedTest {
  @TempDir Path dir;

  @Test
  void aLedgerIsReadAsItWasAtOneTime() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    Target target = new Target(database.shipper(), 2, Duration.ofSeconds(30));
    try (AuditedService service = new AuditedService(dir.resolve("orders"), 8).record(100);
        Source source = Sources.open(target)) {
      ship(database);
      ShippedLedger ledger = source.ledgers().get(0);
      // On a connection that was used before and on one that is new, then on both again.
      for (int round = 0; round < 3; round++) {
        try (Source.Stream before = source.open(ledger);
            Source.Stream stream = source.open(ledger)) {
          assertThat(before.files()).isNotEmpty();
          long read = 0;
          try (LedgerStream.Entries entries = stream.entries()) {
            StreamedEntry entry = entries.next();
            service.record(50);
            ship(database);
            for (; entry != null; entry = entries.next()) {
              read++;
            }
          }
          assertThat(stream.disagreements()).as("round=%d", round).isEmpty();
          assertThat(read).as("round=%d", round).isGreaterThan(100);
        }
      }
    }
  }

  private void ship(PostgresServer.Database database) throws Exception {
    ShipRun.ok("run", "--dir", dir.toString(), "--to", database.shipper(), "--once");
  }
}
