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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

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
  private static final long LOOK_AGAIN_MILLIS = 20;

  /** The client's own time-out comes first, since it says which call it was. */
  private static final Duration BEYOND_CALL = Duration.ofSeconds(1);

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
      throws ExecutionException, InterruptedException {
    Properties settings = url.clientSettings();
    settings.setProperty("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
    settings.setProperty("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
    Admin admin = Admin.create(settings);
    try {
      Deadline deadline = new Deadline(timeout);
      Set<String> there = deadline.await(admin.listTopics().names());
      List<NewTopic> missing = new ArrayList<>();
      add(url.entries(), url.partitions(), KEPT, url, there, missing);
      add(url.checkpoints(), url.partitions(), COMPACTED, url, there, missing);
      add(url.ledgers(), 1, smallSegments(), url, there, missing);
      create(admin, missing, deadline);
      return lookAtThem(admin, url, deadline);
    } finally {
      // Nothing is waited for that is still under way after a failure.
      admin.close(Duration.ZERO);
    }
  }

  /** Until when all of it must be done. */
  private record Deadline(Duration timeout, long nanos) {
    Deadline(Duration timeout) {
      this(timeout, System.nanoTime() + timeout.plus(BEYOND_CALL).toNanos());
    }

    boolean isOver() {
      return System.nanoTime() - nanos >= 0;
    }

    <T> T await(KafkaFuture<T> asked) throws ExecutionException, InterruptedException {
      try {
        return asked.get(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw new org.apache.kafka.common.errors.TimeoutException(
            "the topics were not listed, made and looked at in " + timeout.toSeconds() + " s", e);
      }
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

  private static void create(Admin admin, List<NewTopic> missing, Deadline deadline)
      throws ExecutionException, InterruptedException {
    for (var made : admin.createTopics(missing).values().values()) {
      try {
        deadline.await(made);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /**
   * Looks until they can be seen: the controller has made a topic before the brokers know of it,
   * and the client asks only once.
   */
  private static Topics lookAtThem(Admin admin, KafkaUrl url, Deadline deadline)
      throws ExecutionException, InterruptedException {
    while (true) {
      try {
        return look(admin, url, deadline);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || deadline.isOver()) {
          throw e;
        }
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  private static Topics look(Admin admin, KafkaUrl url, Deadline deadline)
      throws ExecutionException, InterruptedException {
    ConfigResource entries = resource(url.entries());
    ConfigResource checkpoints = resource(url.checkpoints());
    ConfigResource ledgers = resource(url.ledgers());
    Map<ConfigResource, Config> configs =
        deadline.await(admin.describeConfigs(List.of(entries, checkpoints, ledgers)).all());
    check(entries, value(configs, entries, CLEANUP).contains(COMPACT), "delete");
    check(checkpoints, !value(configs, checkpoints, CLEANUP).equals(COMPACT), COMPACT);
    check(ledgers, !value(configs, ledgers, CLEANUP).equals(COMPACT), COMPACT);
    int partitions =
        deadline
            .await(admin.describeTopics(List.of(url.entries())).allTopicNames())
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
