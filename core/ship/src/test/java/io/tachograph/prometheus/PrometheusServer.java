package io.tachograph.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A real Prometheus that asks for metrics each second, with the rules of {@code ops/} in which each
 * minute is a second. For the alerts of the shipper, and in another module for those of the agent.
 */
public final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private PrometheusServer(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Whether this machine has one. */
  public static boolean isHere() throws InterruptedException {
    try {
      return new ProcessBuilder("prometheus", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts it.
   *
   * @param folder where its files are to be
   * @param ops the folder {@code ops}
   * @param job what alerts know the targets by
   * @param targets hosts and ports of the pages, by the name that alerts are to have for them
   */
  public static PrometheusServer start(
      Path folder, Path ops, String job, Map<String, String> targets) throws Exception {
    String rules =
        Files.readString(ops.resolve("prometheus/alerts.yml")).replaceAll("\\b(\\d+)m\\b", "$1s");
    Files.writeString(folder.resolve("alerts.yml"), rules);
    String hosts =
        targets.entrySet().stream()
            .map(
                target ->
                    """
                          - targets: ["%s"]
                            labels: {instance: "%s"}
                    """
                        .formatted(target.getValue(), target.getKey()))
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [alerts.yml]
        scrape_configs:
          - job_name: %s
            static_configs:
        """
                .formatted(job)
            + hosts);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new PrometheusServer(process, port, log);
  }

  /** The names of the alerts that fire for a host. */
  public Set<String> firing(String instance) throws Exception {
    JsonNode alerts = ask("alerts").path("alerts");
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : alerts) {
      if (alert.path("state").asText().equals("firing")
          && alert.path("labels").path("instance").asText().equals(instance)) {
        names.add(alert.path("labels").path("alertname").asText());
      }
    }
    return names;
  }

  private JsonNode ask(String what) throws Exception {
    URI page = URI.create("http://127.0.0.1:" + port + "/api/v1/" + what);
    try {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body()).path("data");
    } catch (IOException e) {
      // It is not up yet, or reads its log.
      return MissingNode.getInstance();
    }
  }

  /** Waits until a query has a result, as a comparison has when it holds. */
  public void awaitResult(String query) throws Exception {
    String asked = "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ask(asked).path("result").isEmpty()) {
      assertThat(System.nanoTime()).as(query).isLessThan(end);
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Something to be done again and again while an alert is waited for. */
  public interface Step {
    /** Does it. */
    void run() throws Exception;
  }

  /** Waits until these fire for a host. */
  public void awaitFiring(String instance, List<String> alerts, Step meanwhile) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Set<String> firing = Set.of();
    while (!firing.containsAll(alerts) && System.nanoTime() < end) {
      meanwhile.run();
      Thread.sleep(LOOK_MILLIS);
      firing = firing(instance);
    }
    assertThat(firing).as("%s", Files.readString(log)).containsAll(alerts);
    System.out.println("fired for " + instance + ": " + firing);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
