package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in {@code ops/} is understood by those it is for, and names metrics that exist. */
@Timeout(120)
class OpsIT {
  private static final Path OPS = Product.root().resolve("ops");
  private static final Pattern NAME = Pattern.compile("\\b(ledger_[a-z_]+|up)\\b");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  /** What the shipper is to say. */
  private static final Set<String> OF_THE_SHIPPER =
      Set.of(
          "ledger_persist_latency_seconds_bucket",
          "ledger_persist_errors_total",
          "ledger_persist_lag_records",
          "ledger_backend_up",
          "ledger_verify_requests_total");

  @TempDir Path temp;

  private static void needs(String program) throws Exception {
    boolean there = Mounts.run(program, "--version");
    if (!there) {
      System.out.println("SKIPPED: this machine has no " + program + ", ops/ is not judged by it");
    }
    assumeTrue(there, "this machine has no " + program);
  }

  private static String run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules --lint-fatal alerts.yml",
        "check config prometheus.yml",
        "test rules alerts_test.yml"
      })
  void promtoolUnderstandsTheRulesAndFindsThatTheyDoWhatTheirTestsSay(String arguments)
      throws Exception {
    needs("promtool");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments.split(" ", -1)));
    assertThat(run(OPS.resolve("prometheus"), command.toArray(String[]::new))).contains("SUCCESS");
  }

  @Test
  void systemdUnderstandsTheUnit() throws Exception {
    needs("systemd-analyze");
    run(OPS.resolve("systemd"), "systemd-analyze", "verify", "./tachograph-ship.service");
  }

  @Test
  void everyAlertHasATestInWhichItFires() throws Exception {
    String tests = Files.readString(OPS.resolve("prometheus/alerts_test.yml"));
    Matcher alert =
        Pattern.compile("- alert: (\\S+)")
            .matcher(Files.readString(OPS.resolve("prometheus/alerts.yml")));
    int alerts = 0;
    while (alert.find()) {
      alerts++;
      assertThat(tests)
          .containsPattern(
              "alertname: " + alert.group(1) + "\\n +eval_time: \\S+\\n +exp_alerts:\\n");
    }
    assertThat(alerts).isGreaterThan(5);
  }

  @Test
  void dashboardAndAlertsNameMetricsThatExist() throws Exception {
    Set<String> known = new TreeSet<>(OF_THE_SHIPPER);
    known.add("up");
    known.addAll(ofTheAgent());
    Set<String> named = new TreeSet<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(OPS.resolve("grafana/tachograph.json").toFile());
    dashboard.findValuesAsText("expr").forEach(query -> named.addAll(names(query)));
    dashboard.findValuesAsText("definition").forEach(query -> named.addAll(names(query)));
    assertThat(named).hasSizeGreaterThan(20);
    for (String line : Files.readAllLines(OPS.resolve("prometheus/alerts.yml"))) {
      if (!line.strip().startsWith("#")) {
        named.addAll(names(line));
      }
    }
    assertThat(known).containsAll(named);
    assertThat(documented()).containsAll(known);
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher name = NAME.matcher(text); name.find(); ) {
      names.add(name.group(1));
    }
    return names;
  }

  /** The samples' names that a host says, when it has signed something. */
  private Set<String> ofTheAgent() throws Exception {
    Host host = Host.compile(temp, "CountedCalls");
    try (CountedCalls calls =
        new CountedCalls(host.startAudited(Jdk.current(), "metrics.port=0"))) {
      assertThat(calls.ran(1)).isOne();
      MetricsPort port = MetricsPort.of(host.ledger());
      String page = port.page();
      while (!page.contains("ledger_last_checkpoint_timestamp_seconds")) {
        Thread.sleep(10);
        page = port.page();
      }
      assertThat(calls.end()).isZero();
      Set<String> names = new TreeSet<>();
      for (Matcher type = TYPE.matcher(page); type.find(); ) {
        boolean times = type.group(2).equals("histogram");
        names.add(type.group(1) + (times ? "_bucket" : ""));
      }
      return names;
    }
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>(Set.of("up"));
    for (String name : names(Files.readString(Product.root().resolve("docs/monitoring.md")))) {
      names.add(name);
      names.add(name + "_bucket");
    }
    return names;
  }
}
