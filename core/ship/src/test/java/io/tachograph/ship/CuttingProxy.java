package io.tachograph.ship;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that breaks off in the middle of what is sent, as often as it is told to. */
final class CuttingProxy implements AutoCloseable {
  private final int server;
  private final int port;
  private final AtomicLong cutAfter = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger cuts = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket entrance;

  CuttingProxy(int server) throws IOException {
    this.server = server;
    this.entrance = listen(0);
    this.port = entrance.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Lets in again, after it was closed. */
  void open() throws IOException {
    entrance = listen(port);
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = new ServerSocket(at, 50, InetAddress.getLoopbackAddress());
    start(() -> accept(socket));
    return socket;
  }

  /** How often it was cut. */
  int cuts() {
    return cuts.get();
  }

  /** Cuts every connection once so many bytes more were sent to the server over all of them. */
  void cutAfter(long bytes) {
    cutAfter.set(bytes);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket at) {
    while (!at.isClosed()) {
      try {
        Socket client = at.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.addAll(List.of(client, behind));
        start(() -> forward(client, behind, true));
        start(() -> forward(behind, client, false));
      } catch (IOException e) {
        // The test has ended, or the server is not there: the client sees its connection end.
      }
    }
  }

  private void forward(Socket from, Socket to, boolean counts) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (counts && cutAfter.addAndGet(-read) < 0) {
          cutAfter.set(Long.MAX_VALUE);
          cuts.incrementAndGet();
          out.write(buffer, 0, read / 2);
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of the two has closed; so does the other.
    }
  }

  /** Cuts every connection, and lets nobody in. */
  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}
