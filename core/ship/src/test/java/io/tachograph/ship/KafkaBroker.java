package io.tachograph.ship;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker in this JVM, that can be stopped and started again with what it holds. */
final class KafkaBroker implements AutoCloseable {
  private static @Nullable KafkaBroker shared;
  private static int clusters;

  private final Path data;
  private final int port;
  private final int controllerPort;
  private KafkaRaftServer server;

  private KafkaBroker(Path data) throws Exception {
    this.data = data;
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      port = one.getLocalPort();
      controllerPort = other.getLocalPort();
    }
    format(data);
    server = boot();
  }

  /** The one that tests share, each with topics of its own; ends with the JVM. */
  static synchronized KafkaBroker shared() throws Exception {
    if (shared == null) {
      KafkaBroker started = on(Files.createTempDirectory("kafka"));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
    }
    return shared;
  }

  /** One of its own, or the test is skipped, and says so. */
  static KafkaBroker on(Path data) throws Exception {
    try {
      return new KafkaBroker(data);
    } catch (IOException | RuntimeException | LinkageError e) {
      System.out.println("SKIPPED: no Kafka broker runs here: " + e);
      assumeTrue(false, "no Kafka broker runs here: " + e);
      throw e;
    }
  }

  /** Prepares a folder for a broker. */
  static void format(Path data) throws Exception {
    Formatter formatter = new Formatter();
    formatter
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .addDirectory(data.toString())
        .run();
  }

  /** What a broker is set to. */
  static Properties settings(Path data, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    settings.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", data.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private KafkaRaftServer boot() {
    Properties properties = settings(data, port, controllerPort);
    KafkaRaftServer started =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    started.startup();
    return started;
  }

  /** A far side that nobody has shipped to. */
  synchronized Cluster cluster() {
    return new Cluster("audit" + ++clusters);
  }

  private String servers() {
    return "localhost:" + port;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers()));
  }

  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  void start() {
    server = boot();
  }

  /** Ends it, and drops what it holds. */
  @Override
  public void close() {
    stop();
    try {
      Utils.delete(data.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Topics of the broker that begin with a name. */
  final class Cluster {
    private final String prefix;

    private Cluster(String prefix) {
      this.prefix = prefix;
    }

    String url() {
      return "kafka://" + servers() + "/" + prefix + "?partitions=3";
    }

    String topic(String name) {
      return prefix + "." + name;
    }

    List<ConsumerRecord<String, byte[]>> records(String name) {
      return KafkaRecords.of(servers(), topic(name));
    }

    /** How many records a topic has, 0 if there is none. */
    long count(String name) {
      return KafkaRecords.count(servers(), topic(name));
    }

    /** Writes a record that no shipper wrote. */
    void write(String name, int partition, String key, byte[] value, Map<String, String> headers)
        throws Exception {
      KafkaRecords.write(servers(), topic(name), partition, key, value, headers);
    }

    String setting(String name, String setting) throws Exception {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topic(name));
      try (Admin admin = admin()) {
        return admin.describeConfigs(List.of(topic)).all().get().get(topic).get(setting).value();
      }
    }

    /** Deletes a topic, and waits until it is gone. */
    void delete(String name) throws Exception {
      try (Admin admin = admin()) {
        admin.deleteTopics(List.of(topic(name))).all().get();
        while (admin.listTopics().names().get().contains(topic(name))) {
          Thread.sleep(20);
        }
      }
    }
  }
}
