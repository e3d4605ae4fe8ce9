package io.tachograph.ship.kafka;

import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Source;
import io.tachograph.ship.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads ledgers back from topics. Which are there, the records of all topics say, so that none is
 * hidden by taking away what only helps to find it.
 */
public final class KafkaSource implements Source {
  private final KafkaUrl url;
  private final Duration timeout;
  private final PartitionReader reader;
  private final Object lock = new Object();
  private @Nullable Contents contents;

  /** What a pass over the topics found. */
  private record Contents(LedgerPlaces entries, LedgerPlaces checkpoints, LedgerPlaces rest) {}

  /** Makes one; connects when it is first asked for something. */
  public KafkaSource(Target target) {
    url = KafkaUrl.of(target.url());
    timeout = target.timeout();
    reader = new PartitionReader(url, timeout);
  }

  @Override
  public List<ShippedLedger> ledgers() throws IOException {
    Contents found = read();
    synchronized (lock) {
      contents = found;
    }
    Map<UUID, ShippedLedger> all = new TreeMap<>();
    for (LedgerPlaces places : List.of(found.rest(), found.checkpoints(), found.entries())) {
      places.ledgers().forEach(ledger -> all.put(ledger.id(), ledger));
    }
    return new ArrayList<>(all.values());
  }

  private Contents read() throws IOException {
    try {
      if (reader.partitions(url.entries()) == 0) {
        throw new IOException("no ledger was shipped there: no such topic: " + url.entries());
      }
      Contents found = new Contents(new LedgerPlaces(), new LedgerPlaces(), new LedgerPlaces());
      found.rest().read(reader, url.ledgers());
      found.checkpoints().read(reader, url.checkpoints());
      found.entries().read(reader, url.entries());
      return found;
    } catch (KafkaException e) {
      throw unreadable(url, e);
    }
  }

  @Override
  public Stream open(ShippedLedger ledger) throws IOException {
    Contents found;
    synchronized (lock) {
      found = contents;
    }
    if (found == null) {
      found = read();
    }
    return new KafkaLedger(
        url,
        timeout,
        ledger,
        found.entries().of(ledger),
        found.checkpoints().of(ledger),
        found.rest().of(ledger));
  }

  static IOException unreadable(KafkaUrl url, KafkaException e) {
    return new IOException(url + " cannot be read: " + FailureText.of(e), e);
  }

  @Override
  public void close() {
    reader.close();
  }
}
