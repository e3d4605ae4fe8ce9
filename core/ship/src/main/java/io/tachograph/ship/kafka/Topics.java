package io.tachograph.ship.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics as they are, made where they were missing.
 *
 * @param partitions how many partitions the topic of entries has
 * @param maxMessageBytes how large a batch of records the topic of entries takes
 */
record Topics(int partitions, int maxMessageBytes) {
  /** The longest entry with its headers, and room. */
  static final int MAX_MESSAGE_BYTES = 17 << 20;

  private static final String CLEANUP = "cleanup.policy";
  private static final String COMPACT = "compact";
  private static final String MAX_BYTES = "max.message.bytes";
  private static final int SURE_REPLICATION = 3;

  /** Settings of the topics that keep the newest record of each key. */
  private static final Map<String, String> COMPACTED =
      Map.of(CLEANUP, COMPACT, "message.timestamp.type", "LogAppendTime");

  /** Those of the topic that keeps every record for ever, however long an entry is. */
  private static final Map<String, String> KEPT =
      Map.of(
          CLEANUP,
          "delete",
          "retention.ms",
          "-1",
          "retention.bytes",
          "-1",
          MAX_BYTES,
          String.valueOf(MAX_MESSAGE_BYTES),
          "message.timestamp.type",
          "LogAppendTime");

  /** Makes what is missing, and looks at what is there. */
  static Topics ensure(KafkaUrl url, Duration timeout)
      throws ExecutionException, InterruptedException, TimeoutException {
    Properties settings = url.clientSettings();
    settings.setProperty("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
    settings.setProperty("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
    try (Admin admin = Admin.create(settings)) {
      long millis = timeout.toMillis();
      Set<String> there = admin.listTopics().names().get(millis, TimeUnit.MILLISECONDS);
      List<NewTopic> missing = new ArrayList<>();
      add(url.entries(), url.partitions(), KEPT, url, there, missing);
      add(url.checkpoints(), url.partitions(), COMPACTED, url, there, missing);
      add(url.ledgers(), 1, smallSegments(), url, there, missing);
      create(admin, missing, millis);
      return look(admin, url, millis);
    }
  }

  /** Cleaned often: it is read whole by every shipper that starts. */
  private static Map<String, String> smallSegments() {
    Map<String, String> settings = new HashMap<>(COMPACTED);
    settings.put("segment.bytes", String.valueOf(16 << 20));
    settings.put("min.cleanable.dirty.ratio", "0.1");
    return settings;
  }

  private static void add(
      String name,
      int partitions,
      Map<String, String> settings,
      KafkaUrl url,
      Set<String> there,
      List<NewTopic> missing) {
    if (there.contains(name)) {
      return;
    }
    Map<String, String> all = new HashMap<>(settings);
    if (url.replication() >= SURE_REPLICATION) {
      all.put("min.insync.replicas", "2");
    }
    missing.add(new NewTopic(name, partitions, url.replication()).configs(all));
  }

  private static void create(Admin admin, List<NewTopic> missing, long millis)
      throws ExecutionException, InterruptedException, TimeoutException {
    for (var made : admin.createTopics(missing).values().values()) {
      try {
        made.get(millis, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Topics look(Admin admin, KafkaUrl url, long millis)
      throws ExecutionException, InterruptedException, TimeoutException {
    ConfigResource entries = resource(url.entries());
    ConfigResource checkpoints = resource(url.checkpoints());
    ConfigResource ledgers = resource(url.ledgers());
    Map<ConfigResource, Config> configs =
        admin
            .describeConfigs(List.of(entries, checkpoints, ledgers))
            .all()
            .get(millis, TimeUnit.MILLISECONDS);
    check(entries, value(configs, entries, CLEANUP).contains(COMPACT), "delete");
    check(checkpoints, !value(configs, checkpoints, CLEANUP).equals(COMPACT), COMPACT);
    check(ledgers, !value(configs, ledgers, CLEANUP).equals(COMPACT), COMPACT);
    int partitions =
        admin
            .describeTopics(List.of(url.entries()))
            .allTopicNames()
            .get(millis, TimeUnit.MILLISECONDS)
            .values()
            .iterator()
            .next()
            .partitions()
            .size();
    return new Topics(partitions, Integer.parseInt(value(configs, entries, MAX_BYTES)));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String value(
      Map<ConfigResource, Config> configs, ConfigResource topic, String name) {
    Config config = configs.get(topic);
    return config == null ? "" : String.valueOf(config.get(name).value());
  }

  private static void check(ConfigResource topic, boolean loses, String right) {
    if (loses) {
      throw new InvalidConfigurationException(
          "records would be lost of the topic "
              + topic.name()
              + ": set its "
              + CLEANUP
              + "="
              + right);
    }
  }
}
