package io.tachograph.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics as any client sees them. */
final class KafkaRecords {
  private KafkaRecords() {}

  private static KafkaConsumer<String, byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            servers,
            "allow.auto.create.topics",
            "false",
            "auto.offset.reset",
            "earliest",
            // What is asked for is there; waiting for more would hold up the next fetch.
            "fetch.max.wait.ms",
            "10"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** Every record of a topic, partition by partition. */
  static List<ConsumerRecord<String, byte[]>> of(String servers, String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(servers)) {
      for (TopicPartition partition : partitions(consumer, topic)) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          all.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
        }
      }
    }
    return all;
  }

  /** How many records a topic has that is never cleaned. */
  static long count(String servers, String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(servers)) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(end -> end)
          .sum();
    }
  }

  /** Writes one record. */
  static void write(
      String servers,
      String topic,
      int partition,
      String key,
      byte[] value,
      Map<String, String> headers)
      throws Exception {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
