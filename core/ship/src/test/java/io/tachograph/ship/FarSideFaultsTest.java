package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The far side and the shipper fail in every way that they can; at the end every entry is there
 * once, in order, and both sides verify. How often a shipper is killed: {@code
 * -Dtachograph.ship.kills=50}.
 */
@Timeout(900)
class FarSideFaultsTest {
  private static final int KILLS = Integer.getInteger("tachograph.ship.kills", 5);
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path dir;
  private final StringWriter said = new StringWriter();

  private Shipper shipper(String url) {
    Target target = new Target(url, 2, Duration.ofSeconds(10));
    Shipper shipper =
        new Shipper(
            dir, Sinks.open(target), 2, ShipListener.NONE, new Notice(new PrintWriter(said)));
    shipper.start();
    return shipper;
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("%s; said: %s", what, said).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean has(PostgresServer.Database database, String id, long size) {
    try {
      return database.number(
              "SELECT count(*) FROM ledger_record_keys WHERE anchor_id = '" + id + "'")
          == size;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Ships the rest of what a service wrote, which has ended, and has both sides judged. */
  private static void bothSidesVerify(PostgresServer.Database database, AuditedService service)
      throws Exception {
    service.close();
    Path folder = service.folder;
    LedgerReport here =
        LedgerVerifier.verify(
            new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
    assertThat(here.findings()).isEmpty();
    long size = here.entries();
    ShipRun.ok("run", "--dir", folder.toString(), "--to", database.shipper(), "--once");
    ShipRun run = ShipRun.ok("verify", database.auditor(), "--compare", folder.toString());
    assertThat(run.out()).contains("intact: " + size + " entries", here.headHash().toHex());
    assertThat(run.out()).contains("compared: " + size + " entries are the same here\n");
  }

  @Test
  void theServerIsStoppedAndStartedAgain() throws Exception {
    try (PostgresServer server = PostgresServer.on(dir.resolve("data"));
        AuditedService service = new AuditedService(dir.resolve("l/orders"), 5)) {
      PostgresServer.Database database = server.database().migrated();
      service.record(500);
      try (Shipper shipper = shipper(database.shipper())) {
        await("first part", () -> has(database, service.id(), service.size()));
        server.stop();
        service.record(500);
        await("the fault is seen", () -> said.toString().contains("does not answer"));
        server.start();
        await("second part", () -> has(database, service.id(), service.size()));
      }
      bothSidesVerify(database, service);
    }
  }

  @Test
  void theConnectionBreaksOffInTheMiddleOfBatches() throws Exception {
    PostgresServer server = PostgresServer.shared();
    PostgresServer.Database database = server.database().migrated();
    long seed = Long.getLong("tachograph.ship.seed", System.nanoTime());
    Random random = new Random(seed);
    try (CuttingProxy proxy = new CuttingProxy(server.port());
        AuditedService service = new AuditedService(dir.resolve("orders"), seed)) {
      service.record(500);
      String url = database.shipper().replace(":" + server.port(), ":" + proxy.port());
      proxy.cutAfter(20_000);
      try (Shipper shipper = shipper(url)) {
        for (int cut = 1; cut <= 6; cut++) {
          int least = cut;
          await("cut " + cut + " seed=" + seed, () -> proxy.cuts() >= least);
          proxy.cutAfter(random.nextInt(60_000));
          service.record(300);
        }
        proxy.cutAfter(Long.MAX_VALUE);
        await("all, seed=" + seed, () -> has(database, service.id(), service.size()));
      }
      bothSidesVerify(database, service);
    }
  }

  @Test
  void theDiskOfTheServerIsFull() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"), "130m");
        PostgresServer server = PostgresServer.on(disk.root().resolve("data"));
        AuditedService service = new AuditedService(dir.resolve("l/orders"), 6)) {
      PostgresServer.Database database = server.database().migrated();
      service.record(200);
      try (Shipper shipper = shipper(database.shipper())) {
        await("first part", () -> has(database, service.id(), service.size()));
        disk.fill();
        service.record(20_000);
        await("the fault is seen", () -> said.toString().contains("does not answer"));
        disk.makeSpace();
        await("second part", () -> has(database, service.id(), service.size()));
      }
      bothSidesVerify(database, service);
    }
  }

  @Test
  void theShipperIsKilledAgainAndAgain() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    long seed = Long.getLong("tachograph.ship.seed", System.nanoTime());
    Random random = new Random(seed);
    System.out.println("kills a shipper " + KILLS + " times, seed=" + seed);
    Path log = dir.resolve("log");
    try (AuditedService service = new AuditedService(dir.resolve("l/orders"), seed)) {
      for (int kill = 0; kill < KILLS; kill++) {
        service.record(2_000);
        if (kill % 5 == 4) {
          service.pass(Duration.ofHours(2));
        }
        long before = database.number("SELECT count(*) FROM ledger_record_keys WHERE seq >= 0");
        try (ShipperProcess shipper =
            ShipperProcess.start(dir.resolve("l"), database.shipper(), log)) {
          // Now and then before it has done anything, mostly while it ships.
          if (kill % 4 != 3) {
            await(
                "something arrives, seed=" + seed,
                () -> database.number("SELECT count(*) FROM ledger_record_keys") > before);
          }
          Thread.sleep(random.nextInt(60));
          shipper.kill();
        }
      }
      assertThat(Files.readString(log)).doesNotContain("BROKEN", "Exception");
      bothSidesVerify(database, service);
    }
  }

  @Test
  void twoShippersOfTheSameLedgersDoNoHarm() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    try (AuditedService orders = new AuditedService(dir.resolve("l/orders"), 7);
        Shipper one = shipper(database.shipper());
        Shipper other = shipper(database.shipper())) {
      for (int i = 0; i < 20; i++) {
        orders.record(200);
        Thread.sleep(10);
      }
      await("all", () -> has(database, orders.id(), orders.size()));
      bothSidesVerify(database, orders);
    }
    assertThat(said.toString()).doesNotContain("BROKEN", "refuses");
  }
}
