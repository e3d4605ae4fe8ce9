package io.tachograph.ship.kafka;

import io.tachograph.ship.EntryBatch;
import io.tachograph.ship.FarEnd;
import io.tachograph.ship.ShippedCheckpoint;
import io.tachograph.ship.ShippedEntry;
import io.tachograph.ship.ShippedLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.jspecify.annotations.Nullable;

/**
 * Shipping over one connection: where each ledger is, as it was found when it was first asked and
 * as our own writing moved it since. For any thread; for one ledger, one at a time.
 */
final class Session implements AutoCloseable {
  /**
   * So often is it marked how far a ledger has come; what is behind a mark has to be looked for.
   */
  private static final long MARK_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int MARK_ENTRIES = 10_000;

  private final KafkaConnection connection;
  private final EntryRecords records;
  private final FarEndSearch search;
  private final String checkpointTopic;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  /** Where a ledger is, and what was last marked of it, and when. */
  private record Place(String producer, LedgerMark at, LedgerMark marked, long markedNanos) {
    boolean isMarkDue() {
      return at.next() - marked.next() >= MARK_ENTRIES
          || (!at.equals(marked) && System.nanoTime() - markedNanos >= MARK_NANOS);
    }

    Place moved(LedgerMark to) {
      return new Place(producer, to, marked, markedNanos);
    }

    Place withMark() {
      return new Place(producer, at, at, System.nanoTime());
    }
  }

  Session(KafkaConnection connection, KafkaUrl url, EntryRecords records) {
    this.connection = connection;
    this.records = records;
    this.search = new FarEndSearch(connection, url, records);
    this.checkpointTopic = url.checkpoints();
  }

  KafkaConnection connection() {
    return connection;
  }

  private static String key(ShippedLedger ledger) {
    return ledger.id().toString();
  }

  FarEnd farEnd(ShippedLedger ledger) throws ExecutionException, InterruptedException {
    LedgerMark found = search.find(ledger);
    if (found == null) {
      places.remove(key(ledger));
      return FarEnd.NOTHING;
    }
    LedgerMark marked = connection.table().mark(key(ledger));
    long now = System.nanoTime();
    places.put(
        key(ledger), new Place(ledger.producer(), found, marked == null ? found : marked, now));
    return new FarEnd(found.next(), found.head(), found.sealedSize());
  }

  /** Writes entries that follow where the ledger is; gives where it is then. */
  long accept(EntryBatch batch) throws ExecutionException, InterruptedException {
    ShippedLedger ledger = batch.ledger();
    Place known = places.get(key(ledger));
    Place place = known == null ? begin(ledger) : known;
    LedgerMark at = place.at();
    if (at.next() != batch.farNext()) {
      return at.next();
    }
    List<ProducerRecord<String, byte[]>> toWrite = new ArrayList<>(batch.entries().size());
    long after = at.next() - 1;
    for (ShippedEntry entry : batch.entries()) {
      toWrite.add(records.entry(ledger, entry, at.partition(), after));
      after = entry.entry().seq();
    }
    long last = inOrder(connection.write(toWrite), at);
    ShippedEntry end = batch.entries().get(batch.entries().size() - 1);
    moved(
        ledger,
        place.moved(
            new LedgerMark(
                at.partition(), last, batch.nextSeq(), end.storedHash(), at.sealedSize())));
    return batch.nextSeq();
  }

  /** Of a ledger that was not asked for, or was never there. */
  private Place begin(ShippedLedger ledger) throws ExecutionException, InterruptedException {
    LedgerMark found = search.find(ledger);
    if (found == null) {
      found = search.beginning(search.home(ledger));
      // Before the first entry, so that a ledger without a mark has none.
      connection.write(List.of(records.mark(key(ledger), ledger.producer(), found)));
    }
    Place begun = new Place(ledger.producer(), found, found, System.nanoTime());
    places.put(key(ledger), begun);
    return begun;
  }

  /**
   * The offset of the last, if they stand one behind the other and behind what was there. Where a
   * write failed and was done again they might not.
   */
  private static long inOrder(List<RecordMetadata> written, LedgerMark at) {
    long last = at.next() == 0 ? at.offset() - 1 : at.offset();
    for (RecordMetadata record : written) {
      if (!record.hasOffset() || record.offset() <= last) {
        throw new OutOfOrderSequenceException(
            "entries were written out of order, or the topic fell back: offset="
                + (record.hasOffset() ? record.offset() : "unknown")
                + " after="
                + last);
      }
      last = record.offset();
    }
    return last;
  }

  private void moved(ShippedLedger ledger, Place place) {
    places.put(key(ledger), place);
    if (place.isMarkDue()) {
      mark(key(ledger), place);
    }
  }

  private void mark(String ledger, Place place) {
    connection.writeLater(records.mark(ledger, place.producer(), place.at()));
    places.put(ledger, place.withMark());
  }

  /** Writes checkpoints. */
  int accept(ShippedLedger ledger, List<ShippedCheckpoint> checkpoints)
      throws ExecutionException, InterruptedException {
    Place known = places.get(key(ledger));
    Place place = known == null ? begin(ledger) : known;
    int partition = place.at().partition() % connection.partitions(checkpointTopic);
    List<ProducerRecord<String, byte[]>> toWrite = new ArrayList<>(checkpoints.size());
    long sealed = 0;
    for (ShippedCheckpoint checkpoint : checkpoints) {
      toWrite.add(records.checkpoint(ledger, checkpoint, partition));
      sealed = Math.max(sealed, checkpoint.checkpoint().size());
    }
    connection.write(toWrite);
    moved(ledger, place.moved(place.at().withSealedSize(sealed)));
    return checkpoints.size();
  }

  /**
   * Gives up what is under way, and with it what other ledgers have under way.
   *
   * @param found what is wrong
   * @return what is wrong, as the first found it whose call failed: the others find only that
   */
  String abort(String found) {
    String first = failure.compareAndExchange(null, found);
    if (first == null) {
      connection.abort();
    }
    return first == null ? found : first;
  }

  /** Marks how far all ledgers have come, so that nothing has to be looked for when they go on. */
  @Override
  public void close() {
    places.forEach(
        (ledger, place) -> {
          if (!place.at().equals(place.marked())) {
            connection.writeLater(records.mark(ledger, place.producer(), place.at()));
          }
        });
    connection.close();
  }
}
