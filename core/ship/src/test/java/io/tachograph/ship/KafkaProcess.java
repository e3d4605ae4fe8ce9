package io.tachograph.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real Kafka broker in a JVM of its own, that can be killed or die and is started again. */
final class KafkaProcess implements AutoCloseable {
  private static final long MAX_END_SECONDS = 60;

  private final Path settings;
  private final Path log;
  private final int port;
  private Process process;

  /**
   * Starts one.
   *
   * @param data where its records go
   * @param files where its settings and its log go
   */
  KafkaProcess(Path data, Path files) throws Exception {
    int controllerPort;
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      port = one.getLocalPort();
      controllerPort = other.getLocalPort();
    }
    KafkaBroker.format(data);
    Properties properties = KafkaBroker.settings(data, port, controllerPort);
    settings = Files.createDirectories(files).resolve("broker.properties");
    log = files.resolve("broker.log");
    try (Writer writer = Files.newBufferedWriter(settings, UTF_8)) {
      properties.store(writer, null);
    }
    process = launch();
  }

  private Process launch() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  String url(String prefix) {
    return "kafka://localhost:" + port + "/" + prefix + "?partitions=3";
  }

  /** How many records a topic has, 0 if there is none. */
  long count(String topic) {
    return KafkaRecords.count("localhost:" + port, topic);
  }

  /** Ends it as a power cut would the process. */
  void kill() throws Exception {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits until it has died of itself. */
  void awaitEnd() throws Exception {
    if (!process.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the broker lives on, see " + log + ":\n" + Files.readString(log));
    }
  }

  void restart() throws Exception {
    process = launch();
  }

  @Override
  public void close() throws Exception {
    kill();
  }
}
