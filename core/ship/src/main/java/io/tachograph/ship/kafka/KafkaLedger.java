package io.tachograph.ship.kafka;

import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Source;
import io.tachograph.verifier.LedgerStream;
import io.tachograph.verifier.StreamedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A ledger's records, as far as the topics reached when they were looked at. For one thread. */
final class KafkaLedger implements Source.Stream {
  private final KafkaUrl url;
  private final Duration timeout;
  private final ShippedLedger ledger;
  private final String key;
  private final List<LedgerPlaces.Stretch> entries;
  private final List<LedgerPlaces.Stretch> checkpoints;
  private final List<LedgerPlaces.Stretch> rest;
  private final List<Consumer<String, byte[]>> consumers = new ArrayList<>();
  private final EntrySequence sequence = new EntrySequence();
  private @Nullable LedgerMark mark;

  KafkaLedger(
      KafkaUrl url,
      Duration timeout,
      ShippedLedger ledger,
      List<LedgerPlaces.Stretch> entries,
      List<LedgerPlaces.Stretch> checkpoints,
      List<LedgerPlaces.Stretch> rest) {
    this.url = url;
    this.timeout = timeout;
    this.ledger = ledger;
    this.key = ledger.id().toString();
    this.entries = entries;
    this.checkpoints = checkpoints;
    this.rest = rest;
  }

  @Override
  public String name() {
    return url + " " + ledger.id();
  }

  /** Records whose key is the ledger's, or begins with it; checkpoints are read beside entries. */
  private final class Records {
    private final Consumer<String, byte[]> consumer = PartitionReader.consumer(url, timeout);
    private final Iterator<LedgerPlaces.Stretch> stretches;
    private @Nullable RecordCursor cursor;

    private Records(List<LedgerPlaces.Stretch> stretches) {
      this.stretches = stretches.iterator();
      consumers.add(consumer);
    }

    private @Nullable ConsumerRecord<String, byte[]> next() throws IOException {
      try {
        while (cursor != null || stretches.hasNext()) {
          RecordCursor current = cursor == null ? open(stretches.next()) : cursor;
          cursor = current;
          ConsumerRecord<String, byte[]> record = current.next();
          if (record == null) {
            cursor = null;
          } else if (record.key() != null && record.key().startsWith(key)) {
            return record;
          }
        }
        return null;
      } catch (KafkaException e) {
        throw KafkaSource.unreadable(url, e);
      }
    }

    private RecordCursor open(LedgerPlaces.Stretch stretch) {
      return new RecordCursor(consumer, stretch.partition(), stretch.from(), stretch.to(), timeout);
    }
  }

  @Override
  public InputStream checkpoints() throws IOException {
    Records records = new Records(checkpoints);
    return new NoteStream(records::next);
  }

  @Override
  public Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Records records = new Records(rest);
    for (ConsumerRecord<String, byte[]> record = records.next();
        record != null;
        record = records.next()) {
      if (record.key().length() == key.length()) {
        LedgerMark read = LedgerMark.of(record.headers());
        mark = read == null ? mark : read;
      } else if (record.value() != null) {
        String name = record.key().substring(key.length() + 1);
        files.put(name, new String(record.value(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Override
  public LedgerStream.Entries entries() throws IOException {
    return new InOrder(new Records(entries));
  }

  /** The entries once and in order. */
  private final class InOrder implements LedgerStream.Entries {
    private final Records records;
    private boolean ended;

    private InOrder(Records records) {
      this.records = records;
    }

    @Override
    public @Nullable StreamedEntry next() throws IOException {
      StreamedEntry entry = sequence.poll();
      while (entry == null && !ended) {
        ConsumerRecord<String, byte[]> record = records.next();
        if (record == null) {
          sequence.end();
          ended = true;
        } else {
          sequence.take(record);
        }
        entry = sequence.poll();
      }
      return entry;
    }

    @Override
    public void close() {}
  }

  @Override
  public List<String> disagreements() {
    List<String> all = new ArrayList<>(sequence.disagreements());
    if (mark != null && mark.next() > sequence.next()) {
      all.add(
          "the topic of ledgers says that more entries were there: next="
              + mark.next()
              + " found="
              + sequence.next());
    }
    return all;
  }

  @Override
  public void close() {
    consumers.forEach(consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    consumers.clear();
  }
}
