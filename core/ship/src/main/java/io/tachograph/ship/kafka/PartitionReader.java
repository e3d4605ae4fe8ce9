package io.tachograph.ship.kafka;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads stretches of partitions, one at a time. It is no member of a group. For any thread. */
final class PartitionReader implements AutoCloseable {
  /** More than what is fetched by default, since a stretch is read to its end. */
  private static final String FETCH_BYTES = String.valueOf(4 << 20);

  /**
   * Only what is known to be there is read, so no broker need wait for more to come; and as it
   * answers one fetch of a client after the other, the next partition would wait with it.
   */
  private static final String FETCH_WAIT_MILLIS = "10";

  private final Duration timeout;
  private final Consumer<String, byte[]> consumer;
  private final Object lock = new Object();

  /**
   * Makes one; connects when it is first asked for something.
   *
   * @param timeout how long the brokers may take to send anything
   */
  PartitionReader(KafkaUrl url, Duration timeout) {
    this.timeout = timeout;
    this.consumer = consumer(url, timeout);
  }

  /** A consumer that reads what it is told to, and tells the brokers nothing. */
  static Consumer<String, byte[]> consumer(KafkaUrl url, Duration timeout) {
    Properties settings = url.clientSettings();
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("auto.offset.reset", "none");
    settings.setProperty("allow.auto.create.topics", "false");
    settings.setProperty("max.partition.fetch.bytes", FETCH_BYTES);
    settings.setProperty("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
    settings.setProperty("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
    settings.setProperty("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** How many partitions a topic has, 0 if there is no such topic. */
  int partitions(String topic) {
    synchronized (lock) {
      return consumer.partitionsFor(topic).size();
    }
  }

  /** The offset of the first record that is there, or of the next if there is none. */
  long beginning(TopicPartition partition) {
    synchronized (lock) {
      return Objects.requireNonNull(
          consumer.beginningOffsets(Set.of(partition)).get(partition), "asked for");
    }
  }

  /** The offset that the next record will get. */
  long end(TopicPartition partition) {
    synchronized (lock) {
      return Objects.requireNonNull(
          consumer.endOffsets(Set.of(partition)).get(partition), "asked for");
    }
  }

  /**
   * Reads records in order.
   *
   * @param from the offset of the first
   * @param to the offset behind the last, at most the end
   * @param wants is given each; false ends it
   */
  void read(
      TopicPartition partition,
      long from,
      long to,
      Predicate<ConsumerRecord<String, byte[]>> wants) {
    synchronized (lock) {
      RecordCursor cursor = new RecordCursor(consumer, partition, from, to, timeout);
      ConsumerRecord<String, byte[]> record = cursor.next();
      while (record != null && wants.test(record)) {
        record = cursor.next();
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
