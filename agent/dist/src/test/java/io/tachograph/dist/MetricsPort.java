package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a host serves its metrics.
 *
 * @param url the address of the page
 */
record MetricsPort(URI url) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern SERVED = Pattern.compile("metrics are served at (\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** That of the last run whose ledger it is, by its log; waited for. */
  static MetricsPort of(Path ledger) throws Exception {
    Path log = ledger.resolve("agent.log");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String run = Files.exists(log) ? Files.readString(log) : "";
      Matcher served = SERVED.matcher(run.substring(Math.max(0, run.lastIndexOf("a run begins"))));
      if (served.find()) {
        return new MetricsPort(URI.create(served.group(1)));
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no metrics are served: " + log);
  }

  /** Asks with a method, for a path, and for a format or, with an empty text, for any. */
  HttpResponse<String> ask(String method, String path, String accept)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The page as Prometheus's text format has it. */
  String page() throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("GET", "/metrics", "text/plain");
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** The value of a sample, named with its labels. */
  static double value(String page, String sample) {
    return page.lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(sample + " is not in\n" + page));
  }
}
