package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.ship.metrics.MetricsServer;
import io.tachograph.ship.metrics.ShipMetrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served is what was shipped, under the names that alerts and dashboards ask for. */
@Timeout(300)
class ShipMetricsTest {
  private static final Path OPS = Path.of("../../ops").toAbsolutePath();
  private static final Pattern ASKED =
      Pattern.compile("\\bledger_(?:persist|backend|verify)[a-z_]*");
  private static final String LOCAL = "127.0.0.1";

  @TempDir Path dir;
  private final ShipMetrics metrics = new ShipMetrics();
  private final StringWriter said = new StringWriter();

  private static String page(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + LOCAL + ":" + port + "/metrics")).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  @Test
  void aRunIsCountedAndServed() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database().migrated();
    Target target = new Target(database.shipper(), 2, Duration.ofSeconds(30));
    Notice notice = new Notice(new PrintWriter(said, true));
    try (AuditedService service = new AuditedService(dir.resolve("orders"), 8).record(300);
        MetricsServer server = MetricsServer.open(LOCAL, 0, metrics)) {
      assertThat(page(server.port())).contains("ledger_verify_requests_total{result=\"ok\"} 0.0");
      try (Shipper shipper = new Shipper(dir, Sinks.open(target), 2, metrics, notice);
          PeriodicVerification verification =
              PeriodicVerification.start(target, Duration.ofMillis(2), metrics, notice)) {
        shipper.start();
        // One more for each of the keys that the ledger has had meanwhile.
        await(server, "ledger_persisted_records_total [3-9][0-9]{2}[.]0");
        await(server, "ledger_verify_requests_total\\{result=\"ok\"} [1-9]");
        await(server, "ledger_persist_lag_records\\{ledger=\".{36}\",producer=\"orders\"} 0.0");
        assertThat(page(server.port()))
            .as("%s", said)
            .containsPattern("ledger_persist_latency_seconds_count\\{operation=\"entries\"} [1-9]")
            .contains("ledger_backend_up 1.0")
            .contains("ledger_persist_errors_total 0.0")
            .contains("ledger_verify_requests_total{result=\"findings\"} 0.0");
      }
    }
  }

  @Test
  void whetherTheFarSideAnswersIsAskedWhereThereIsNoLedgerOrNothingNew() throws Exception {
    PostgresServer postgres = PostgresServer.shared();
    PostgresServer.Database database = postgres.database().migrated();
    Notice notice = new Notice(new PrintWriter(said, true));
    try (CuttingProxy proxy = new CuttingProxy(postgres.port());
        MetricsServer server = MetricsServer.open(LOCAL, 0, metrics)) {
      String url = database.shipper().replace(":" + postgres.port(), ":" + proxy.port());
      Target target = new Target(url, 1, Duration.ofSeconds(2));
      try (Shipper shipper = new Shipper(dir, Sinks.open(target), 1, metrics, notice)) {
        shipper.start();
        await(server, "ledger_backend_up 1.0");
        proxy.close();
        await(server, "ledger_backend_up 0.0");
        assertThat(said.toString()).contains("the far side does not answer");
        proxy.open();
        await(server, "ledger_backend_up 1.0");
        new AuditedService(dir.resolve("orders"), 9).record(10).close();
        await(server, "ledger_persisted_records_total 1[0-9].0");
        proxy.close();
        await(server, "ledger_backend_up 0.0");
      }
    }
  }

  private static void await(MetricsServer server, String pattern) throws Exception {
    Pattern wanted = Pattern.compile(pattern);
    String page = page(server.port());
    for (long start = System.nanoTime(); !wanted.matcher(page).find(); page = page(server.port())) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("%s in %s", pattern, page)
          .isLessThan(Duration.ofMinutes(2));
      Thread.sleep(50);
    }
  }

  @Test
  void whatTheAlertsAndDashboardsAskForIsThere() throws Exception {
    metrics.lag(new ShippedLedger(new UUID(1, 2), "orders"), 0);
    try (MetricsServer server = MetricsServer.open(LOCAL, 0, metrics)) {
      String page = page(server.port());
      for (String file :
          List.of(
              "prometheus/alerts.yml",
              "prometheus/consoles/tachograph.html",
              "grafana/tachograph.json")) {
        Matcher asked = ASKED.matcher(Files.readString(OPS.resolve(file)));
        int names = 0;
        for (; asked.find(); names++) {
          String name = asked.group().replaceFirst("_(bucket|total)$", "");
          assertThat(page).as(file).containsPattern("# HELP " + name + "(_total)? ");
        }
        assertThat(names).as(file).isGreaterThan(2);
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    PostgresServer.Database database = PostgresServer.shared().database();
    try (MetricsServer server = MetricsServer.open(LOCAL, 0, metrics)) {
      ShipRun run =
          ShipRun.of(
              "run",
              "--dir",
              dir.toString(),
              "--to",
              database.shipper(),
              "--metrics-port",
              String.valueOf(server.port()));
      assertThat(run.code()).isEqualTo(Main.EXIT_FAILED);
      assertThat(run.err()).contains("choose another --metrics-port").contains("port=");
    }
    ShipRun never =
        ShipRun.of("run", "--dir", dir.toString(), "--to", "x", "--verify-every", "PT0S");
    assertThat(never.err()).contains("--verify-every is longer than nothing");
  }
}
