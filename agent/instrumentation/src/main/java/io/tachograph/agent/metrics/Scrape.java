package io.tachograph.agent.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers one HTTP request on a connection, which is then closed. Thread-safe. */
final class Scrape {
  /** Where the metrics are. */
  static final String PATH = "/metrics";

  private static final int MAX_WAIT_MILLIS = 2_000;
  private static final long MAX_REQUEST_SECONDS = 5;
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final RecorderMetrics metrics;

  Scrape(RecorderMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Answers.
   *
   * @throws IOException if the client is too slow, or gone
   */
  void answer(Socket client) throws IOException {
    client.setSoTimeout(MAX_WAIT_MILLIS);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_REQUEST_SECONDS);
    OutputStream out = client.getOutputStream();
    ScrapeRequest request;
    try {
      request = ScrapeRequest.read(client.getInputStream(), until);
    } catch (ScrapeRequest.Malformed e) {
      respond(out, "400 Bad Request", PLAIN, text(e.getMessage()), true);
      return;
    }
    boolean body = request.method().equals("GET");
    if (!body && !request.method().equals("HEAD")) {
      respond(out, "405 Method Not Allowed\r\nAllow: GET, HEAD", PLAIN, text("GET only"), true);
    } else if (!request.path().equals(PATH)) {
      respond(out, "404 Not Found", PLAIN, text("the metrics are at " + PATH), body);
    } else {
      scraped(out, request.accept(), body);
    }
    client.shutdownOutput();
  }

  private void scraped(OutputStream out, @Nullable String accept, boolean body) throws IOException {
    ExpositionFormatWriter format = format(accept);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    format.write(text, metrics.collect(), EscapingScheme.fromAcceptHeader(accept));
    respond(out, "200 OK", format.getContentType(), text.toByteArray(), body);
  }

  private static ExpositionFormatWriter format(@Nullable String accept) {
    OpenMetricsTextFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
    return openMetrics.accepts(accept) ? openMetrics : PrometheusTextFormatWriter.create();
  }

  private static byte[] text(@Nullable String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void respond(
      OutputStream out, String status, String type, byte[] bytes, boolean withBody)
      throws IOException {
    List<String> lines =
        List.of(
            "HTTP/1.1 " + status,
            "Content-Type: " + type,
            "Content-Length: " + bytes.length,
            "Connection: close",
            "\r\n");
    out.write(String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      out.write(bytes);
    }
    out.flush();
  }
}
