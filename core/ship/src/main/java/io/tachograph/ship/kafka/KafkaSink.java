package io.tachograph.ship.kafka;

import io.tachograph.ship.EntryBatch;
import io.tachograph.ship.FarEnd;
import io.tachograph.ship.ShippedCheckpoint;
import io.tachograph.ship.ShippedEntry;
import io.tachograph.ship.ShippedFile;
import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Sink;
import io.tachograph.ship.SinkException;
import io.tachograph.ship.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Ships to topics of a Kafka cluster. A ledger's entries stand in one partition, in order; those
 * that were written twice, or behind a hole, are passed over by whoever reads them.
 */
public final class KafkaSink implements Sink {
  private final KafkaUrl url;
  private final Duration timeout;
  private final EntryRecords records;
  private final Object lock = new Object();
  private @Nullable Session session;

  /** Makes one; connects when it is first asked for something. */
  public KafkaSink(Target target) {
    url = KafkaUrl.of(target.url());
    url.clientSettings();
    timeout = target.timeout();
    records = new EntryRecords(url);
  }

  /** Something to do while connected. */
  private interface Work<T> {
    T with(Session session) throws ExecutionException, InterruptedException, SinkException;
  }

  private <T> T run(Work<T> work) throws SinkException {
    Session current = null;
    try {
      current = session();
      return work.with(current);
    } catch (ExecutionException e) {
      throw failed(current, e.getCause() instanceof Exception cause ? cause : e);
    } catch (KafkaException | IllegalStateException e) {
      throw failed(current, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(current, e);
    }
  }

  private Session session() throws ExecutionException, InterruptedException {
    synchronized (lock) {
      if (session == null) {
        session = new Session(KafkaConnection.open(url, timeout), url, records);
      }
      return session;
    }
  }

  /** Forgets the connection, and with it where each ledger was: that is asked anew. */
  private SinkException failed(@Nullable Session failed, Exception e) {
    synchronized (lock) {
      session = session == failed ? null : session;
    }
    String found = url + ": " + FailureText.of(e);
    return SinkException.unavailable(failed == null ? found : failed.abort(found), e);
  }

  @Override
  public FarEnd farEnd(ShippedLedger ledger) throws SinkException {
    return run(session -> session.farEnd(ledger));
  }

  @Override
  public void acceptFiles(ShippedLedger ledger, List<ShippedFile> files) throws SinkException {
    run(
        session -> {
          session.connection().table().catchUp();
          List<ProducerRecord<String, byte[]>> missing = new ArrayList<>();
          for (ShippedFile file : files) {
            ProducerRecord<String, byte[]> record = records.file(ledger, file);
            if (!session.connection().table().hasFile(record.key())) {
              missing.add(record);
            }
          }
          return session.connection().write(missing);
        });
  }

  @Override
  public long accept(EntryBatch batch, Consumer<String> refusals) throws SinkException {
    return run(
        session -> {
          int max = session.connection().topics().maxMessageBytes();
          EntryBatch fits = fitting(batch, max);
          return session.accept(fits == null ? ensured(session, batch) : fits);
        });
  }

  /** As far as the topic takes the entries; null if it does not take the first. */
  private static @Nullable EntryBatch fitting(EntryBatch batch, int maxMessageBytes) {
    List<ShippedEntry> entries = batch.entries();
    int fitting = 0;
    while (fitting < entries.size() && bytes(entries.get(fitting)) <= maxMessageBytes) {
      fitting++;
    }
    return fitting == 0
        ? null
        : new EntryBatch(batch.ledger(), batch.farNext(), entries.subList(0, fitting));
  }

  private static int bytes(ShippedEntry entry) {
    return entry.entry().length() + EntryRecords.MAX_OVERHEAD_BYTES;
  }

  /** Where the topic took too little, it may have been changed; nothing is left out meanwhile. */
  private EntryBatch ensured(Session session, EntryBatch batch)
      throws ExecutionException, InterruptedException, SinkException {
    int max = session.connection().topicsNow(url, timeout).maxMessageBytes();
    EntryBatch fits = fitting(batch, max);
    if (fits == null) {
      ShippedEntry first = batch.entries().get(0);
      String detail =
          "its topic takes no record that long: set max.message.bytes="
              + Topics.MAX_MESSAGE_BYTES
              + ": topic="
              + url.entries()
              + " max.message.bytes="
              + max
              + " seq="
              + first.entry().seq()
              + " bytes="
              + bytes(first);
      throw SinkException.refused(detail, new RecordTooLargeException(detail));
    }
    return fits;
  }

  @Override
  public void acceptCheckpoints(ShippedLedger ledger, List<ShippedCheckpoint> checkpoints)
      throws SinkException {
    run(session -> session.accept(ledger, checkpoints));
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (session != null) {
        session.close();
        session = null;
      }
    }
  }
}
