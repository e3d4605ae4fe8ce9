package io.tachograph.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The services that a triage calls, on a free port of the loopback interface: the payment
 * provider's sign-in and status, and the pager. They stand in for remote ones, so that the sample
 * needs no network.
 */
final class LocalServices implements AutoCloseable {
  /** What the provider hands out at sign-in; as recognisable as the password, for the same end. */
  static final String SESSION_TOKEN = "session-Osprey-4403-do-not-record";

  private final HttpServer server;
  private final String password;

  private LocalServices(HttpServer server, String password) {
    this.server = server;
    this.password = password;
  }

  /** Starts them; the provider lets in whoever knows {@code password}. */
  static LocalServices start(String password) throws IOException {
    LocalServices services =
        new LocalServices(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            password);
    services.server.createContext("/provider/sessions", services::signIn);
    services.server.createContext("/provider/components/card-payments", services::status);
    services.server.createContext("/pager/pages", services::page);
    services.server.start();
    return services;
  }

  /** Where they listen, with a slash at the end. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void signIn(HttpExchange exchange) throws IOException {
    String given = Json.tree(body(exchange)).path("password").asText();
    if (password.equals(given)) {
      answer(exchange, 201, Map.of("token", SESSION_TOKEN));
    } else {
      answer(exchange, 401, Map.of("error", "unknown user or wrong password"));
    }
  }

  private void status(HttpExchange exchange) throws IOException {
    body(exchange);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + SESSION_TOKEN).equals(authorization)) {
      answer(exchange, 401, Map.of("error", "sign in first"));
      return;
    }
    answer(
        exchange,
        200,
        Map.<String, Object>of(
            "component", "card-payments",
            "status", "degraded",
            "since", "2026-03-17T08:58:00Z",
            "latency_p95_ms", 2350,
            "note", "issuer checks are slow; charges complete, answers are late"));
  }

  private void page(HttpExchange exchange) throws IOException {
    String team = Json.tree(body(exchange)).path("team").asText();
    answer(exchange, 202, Map.of("page", "PG-7731", "team", team));
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
