package io.tachograph.ship.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The clients of one connection to a cluster whose topics are there. For any thread. */
final class KafkaConnection implements AutoCloseable {
  /** The longest entry, with room for what the client adds. */
  private static final int MAX_REQUEST_BYTES = Topics.MAX_MESSAGE_BYTES;

  private static final int BATCH_BYTES = 256 << 10;
  private static final int BUFFER_BYTES = 48 << 20;
  private static final Duration END = Duration.ofSeconds(5);

  /**
   * The client ends each record by its delivery timeout, but not while it asks a cluster that is
   * away for a new producer id, as it does once a first record has failed.
   */
  private static final Duration BEYOND_DELIVERY = Duration.ofSeconds(2);

  private volatile Topics topics;
  private final KafkaProducer<String, byte[]> producer;
  private final PartitionReader reader;
  private final LedgerTable table;
  private final Duration patience;

  private KafkaConnection(
      Topics topics,
      KafkaProducer<String, byte[]> producer,
      PartitionReader reader,
      String table,
      Duration timeout) {
    this.topics = topics;
    this.producer = producer;
    this.reader = reader;
    this.table = new LedgerTable(reader, table);
    this.patience = timeout.plus(BEYOND_DELIVERY);
  }

  /** Connects, and makes the topics that are missing. */
  static KafkaConnection open(KafkaUrl url, Duration timeout)
      throws ExecutionException, InterruptedException {
    Topics topics = Topics.ensure(url, timeout);
    Properties settings = url.clientSettings();
    String millis = String.valueOf(timeout.toMillis());
    settings.setProperty("acks", "all");
    settings.setProperty("enable.idempotence", "true");
    settings.setProperty("compression.type", url.compression());
    settings.setProperty("linger.ms", "0");
    settings.setProperty("batch.size", String.valueOf(BATCH_BYTES));
    settings.setProperty("buffer.memory", String.valueOf(BUFFER_BYTES));
    settings.setProperty("max.request.size", String.valueOf(MAX_REQUEST_BYTES));
    settings.setProperty("max.block.ms", millis);
    settings.setProperty("request.timeout.ms", String.valueOf(timeout.toMillis() / 2));
    settings.setProperty("delivery.timeout.ms", millis);
    PartitionReader reader = new PartitionReader(url, timeout);
    try {
      KafkaProducer<String, byte[]> producer =
          new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
      return new KafkaConnection(topics, producer, reader, url.ledgers(), timeout);
    } catch (KafkaException e) {
      reader.close();
      throw e;
    }
  }

  Topics topics() {
    return topics;
  }

  /** Looks at the topics again. */
  Topics topicsNow(KafkaUrl url, Duration timeout) throws ExecutionException, InterruptedException {
    Topics now = Topics.ensure(url, timeout);
    topics = now;
    return now;
  }

  PartitionReader reader() {
    return reader;
  }

  LedgerTable table() {
    return table;
  }

  /** How many partitions a topic has. */
  int partitions(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /**
   * Has records written, and waits until it is known of each whether it is, or for so long that
   * nobody will know.
   *
   * @return where each stands
   * @throws ExecutionException if one may not be written
   */
  List<RecordMetadata> write(List<ProducerRecord<String, byte[]>> records)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    for (ProducerRecord<String, byte[]> record : records) {
      Future<RecordMetadata> future = producer.send(record);
      if (future.isDone()) {
        // One that could not even be sent, after a long wait, as each behind it would have.
        future.get();
      }
      if (System.nanoTime() - deadline >= 0) {
        throw late(null);
      }
      sent.add(future);
    }
    List<RecordMetadata> written = new ArrayList<>(records.size());
    ExecutionException failure = null;
    for (Future<RecordMetadata> future : sent) {
      try {
        written.add(future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
      } catch (ExecutionException e) {
        failure = failure == null ? e : failure;
      } catch (TimeoutException e) {
        throw late(e);
      }
    }
    throwIf(failure);
    return written;
  }

  private org.apache.kafka.common.errors.TimeoutException late(@Nullable TimeoutException e) {
    return new org.apache.kafka.common.errors.TimeoutException(
        "the cluster did not say in " + patience.toSeconds() + " s whether it took records", e);
  }

  private static void throwIf(@Nullable ExecutionException failure) throws ExecutionException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Has a record written some time; if it is not, nothing is lost but time. */
  void writeLater(ProducerRecord<String, byte[]> record) {
    var unused = producer.send(record);
  }

  /** Gives up what is not written yet. */
  void abort() {
    producer.close(Duration.ZERO);
    reader.close();
  }

  @Override
  public void close() {
    producer.close(END);
    reader.close();
  }
}
