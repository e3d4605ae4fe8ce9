package io.tachograph.ship.metrics;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;

/** Serves metrics over HTTP, at {@code /metrics}, without a password. */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * Begins to listen.
   *
   * @param address an address of this machine
   * @param port 0 takes any that is free
   * @throws IOException if it cannot listen there
   */
  public static MetricsServer open(String address, int port, ShipMetrics metrics)
      throws IOException {
    try {
      return new MetricsServer(
          HTTPServer.builder()
              .hostname(address)
              .port(port)
              .registry(metrics.registry())
              .buildAndStart());
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "metrics cannot be served there; choose another --metrics-port: address="
              + address
              + " port="
              + port
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** The port. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
