package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics over HTTP: what they say, and that a host that does not ask for them has none of it. */
@Timeout(180)
class MetricsIT {
  @TempDir Path temp;

  static Stream<Jdk> jdks() throws IOException {
    return Jdk.tested();
  }

  private static String say(Process host, BufferedReader out, String line) throws IOException {
    host.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    return String.valueOf(out.readLine());
  }

  private static void end(Process host) throws Exception {
    host.outputWriter(StandardCharsets.UTF_8).close();
    assertThat(host.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(host.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aPortIsServedFromAttachmentToDetachmentAndWithoutOneNothingIsLoaded(Jdk jdk)
      throws Exception {
    Host host = Host.compile(temp, "Watched").flags("-Xlog:class+load:file=classes.log");
    Process process = host.startAudited(jdk);
    String pid = String.valueOf(process.pid());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(say(process, out, "unwatched")).isEqualTo("unwatched");
      assertThat(say(process, out, "threads")).isEmpty();
      assertThat(Files.readString(temp.resolve("classes.log")))
          .contains("io.tachograph.agent.Attachment ")
          .doesNotContain(
              "io.tachograph.agent.metrics.", "io.prometheus.", "java.net.ServerSocket ");
      assertThat(Command.run(jdk, "detach", pid).exitCode()).isZero();

      String options = "metrics.port=0,service=again,dir=" + host.audit();
      assertThat(Command.run(jdk, "attach", pid, options).exitCode()).isZero();
      MetricsPort port = MetricsPort.of(host.audit().resolve("again"));
      assertThat(port.url().getHost()).isEqualTo("127.0.0.1");
      assertThat(say(process, out, "watched")).isEqualTo("watched");
      assertThat(say(process, out, "threads"))
          .isEqualTo("tachograph-metrics-1 tachograph-metrics-2");
      saysWhatWasRecorded(port.page());
      speaksHttp(port);

      assertThat(Command.run(jdk, "detach", pid).exitCode()).isZero();
      assertThatThrownBy(port::page).isInstanceOf(ConnectException.class);
      end(process);
    } finally {
      process.destroyForcibly();
    }
    Product.intactAndQuiet(host.ledger());
    Product.intactAndQuiet(host.audit().resolve("again"));
  }

  private void saysWhatWasRecorded(String page) {
    assertThat(page)
        .contains("# TYPE ledger_appends_total counter\n")
        .contains("# TYPE ledger_append_duration_seconds histogram\n")
        .containsPattern(
            "ledger_recorder_info\\{ledger=\"[-0-9a-f]{36}\",path=\".*/again\",version=");
    assertThat(MetricsPort.value(page, "ledger_appends_total{kind=\"tool\",status=\"ok\"}"))
        .isEqualTo(2);
    assertThat(MetricsPort.value(page, "ledger_appends_total{kind=\"tool\",status=\"failed\"}"))
        .isZero();
    double appended =
        Stream.of("task", "tool", "model", "governance", "experience", "recorder")
            .mapToDouble(
                kind ->
                    MetricsPort.value(
                        page, "ledger_appends_total{kind=\"" + kind + "\",status=\"ok\"}"))
            .sum();
    assertThat(MetricsPort.value(page, "ledger_append_duration_seconds_count")).isEqualTo(appended);
    assertThat(MetricsPort.value(page, "ledger_append_duration_seconds_bucket{le=\"+Inf\"}"))
        .isEqualTo(appended);
    assertThat(MetricsPort.value(page, "ledger_append_duration_seconds_sum")).isPositive();
    // With ledger_created and ledger_opened before them.
    assertThat(MetricsPort.value(page, "ledger_chain_length")).isEqualTo(appended + 2);
    assertThat(MetricsPort.value(page, "ledger_appended_bytes_total")).isPositive();
    assertThat(MetricsPort.value(page, "ledger_unrecorded_total")).isZero();
    assertThat(MetricsPort.value(page, "ledger_errors_total")).isZero();
    assertThat(MetricsPort.value(page, "ledger_continuity_breaks_total")).isZero();
    assertThat(MetricsPort.value(page, "ledger_redactions_total")).isEqualTo(1);
    assertThat(MetricsPort.value(page, "ledger_disk_free_bytes"))
        .isBetween(1.0, MetricsPort.value(page, "ledger_disk_size_bytes"));
  }

  private static void speaksHttp(MetricsPort port) throws Exception {
    HttpResponse<String> open =
        port.ask("GET", "/metrics?name[]=x", "application/openmetrics-text;version=1.0.0");
    assertThat(open.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.body()).contains("# TYPE ledger_appends counter\n").endsWith("# EOF\n");
    assertThat(port.ask("GET", "/metrics", "").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(port.ask("HEAD", "/metrics", "").body()).isEmpty();
    assertThat(port.ask("GET", "/", "").statusCode()).isEqualTo(404);
    assertThat(port.ask("POST", "/metrics", "").statusCode()).isEqualTo(405);
    try (Socket client = new Socket(port.url().getHost(), port.url().getPort())) {
      client.getOutputStream().write("what is this\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void whoSaysNothingKeepsNobodyWaitingForEver() throws Exception {
    Host host = Host.compile(temp, "CountedCalls");
    try (CountedCalls calls =
        new CountedCalls(host.startAudited(Jdk.current(), "metrics.port=0"))) {
      MetricsPort port = MetricsPort.of(host.ledger());
      try (Socket first = new Socket(port.url().getHost(), port.url().getPort());
          Socket second = new Socket(port.url().getHost(), port.url().getPort());
          Socket third = new Socket(port.url().getHost(), port.url().getPort())) {
        assertThat(calls.ran(3)).isEqualTo(3);
        assertThat(port.page()).contains("ledger_chain_length");
        assertThat(Stream.of(first, second, third)).allMatch(Socket::isConnected);
      }
      assertThat(calls.end()).isZero();
    }
    Product.intactAndQuiet(host.ledger());
  }

  @Test
  void aPortThatIsTakenIsSaidInTheLogAndTheHostIsRecordedAllTheSame() throws Exception {
    Host host = Host.compile(temp, "CountedCalls");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CountedCalls calls =
            new CountedCalls(
                host.startAudited(Jdk.current(), "metrics.port=" + taken.getLocalPort()))) {
      assertThat(calls.ran(3)).isEqualTo(3);
      assertThat(calls.end()).isZero();
      assertThat(Files.readString(host.ledger().resolve("agent.log")))
          .contains(
              "no metrics are served, and the recording goes on; choose another metrics.port or"
                  + " metrics.address: address=127.0.0.1 port="
                  + taken.getLocalPort())
          .contains("java.net.BindException: Address already in use");
    }
    assertThat(Files.readString(temp.resolve("stderr"))).hasLineCount(1).contains("records to");
    assertThat(Product.verify(host.ledger()).findings()).isEmpty();
    assertThat(Product.count(Product.events(host.ledger()), "tool_completed")).isEqualTo(3);
  }
}
