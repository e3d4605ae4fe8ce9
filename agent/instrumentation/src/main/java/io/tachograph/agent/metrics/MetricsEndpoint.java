package io.tachograph.agent.metrics;

import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens for those who scrape the metrics of a recording, and answers them on threads of its own.
 * The JDK's HTTP server is not taken for it: that asks for the host's logging system before the
 * host has set it up, and small runtimes lack it.
 */
public final class MetricsEndpoint implements AutoCloseable {
  /** So that one client that is slow does not keep another waiting. */
  private static final int THREADS = 2;

  private static final int BACKLOG = 16;
  private static final long PAUSE_SECONDS = 1;

  private final ServerSocket socket;
  private final Scrape scrape;
  private final SwallowedErrors errors;

  private MetricsEndpoint(ServerSocket socket, Scrape scrape, SwallowedErrors errors) {
    this.socket = socket;
    this.scrape = scrape;
    this.errors = errors;
  }

  /**
   * Begins to listen, and says in the log where.
   *
   * @param version the agent's
   * @param errors hears what goes wrong; the recording goes on without metrics
   * @return null if it cannot listen there
   */
  public static @Nullable MetricsEndpoint open(
      MetricsAddress at, RecordingSession session, String version, SwallowedErrors errors) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(at.address()), at.port()), BACKLOG);
      MetricsEndpoint endpoint =
          new MetricsEndpoint(socket, new Scrape(new RecorderMetrics(session, version)), errors);
      for (int i = 1; i <= THREADS; i++) {
        endpoint.start("tachograph-metrics-" + i);
      }
      errors.note("metrics are served at " + at.url(socket.getLocalPort()) + Scrape.PATH, null);
      return endpoint;
    } catch (IOException | RuntimeException | Error e) {
      close(socket, errors);
      errors.swallowed(
          "no metrics are served, and the recording goes on; choose another metrics.port or"
              + " metrics.address: address="
              + at.address()
              + " port="
              + at.port(),
          e);
      return null;
    }
  }

  private void start(String name) {
    // It inherits nothing of whose thread this is.
    Thread thread = new Thread(null, this::serve, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(MetricsEndpoint.class.getClassLoader());
    thread.start();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        answer(client);
      } catch (IOException | RuntimeException | Error e) {
        if (!socket.isClosed()) {
          errors.swallowed("waiting for who asks for metrics", e);
          pause();
        }
      }
    }
  }

  private void answer(Socket client) {
    try {
      scrape.answer(client);
    } catch (IOException e) {
      // It is too slow, or gone: it asks again, or does not care.
      return;
    } catch (RuntimeException | Error e) {
      errors.swallowed("answering who asks for metrics", e);
    }
  }

  /** What keeps a connection from being accepted, such as too many files, may last. */
  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException e) {
      // Nobody has a reason to; it is tried again, and sooner.
      errors.swallowed("waiting until metrics can be asked for again", e);
    }
  }

  /** Listens no more; its threads end. */
  @Override
  public void close() {
    close(socket, errors);
  }

  private static void close(@Nullable ServerSocket socket, SwallowedErrors errors) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        errors.swallowed("closing the port of the metrics", e);
      }
    }
  }
}
