package io.tachograph.ship.kafka;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedEntryException;
import io.tachograph.format.Sha256;
import io.tachograph.ship.ShippedCheckpoint;
import io.tachograph.ship.ShippedEntry;
import io.tachograph.ship.ShippedFile;
import io.tachograph.ship.ShippedLedger;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Lays out what is shipped as records, and reads of records what order needs. */
final class EntryRecords {
  /** More than key, headers and what surrounds a batch of one record take up. */
  static final int MAX_OVERHEAD_BYTES = 4 << 10;

  private final KafkaUrl url;

  EntryRecords(KafkaUrl url) {
    this.url = url;
  }

  /**
   * An entry.
   *
   * @param after the seq of the entry before it in the ledger, -1 if there is none
   */
  ProducerRecord<String, byte[]> entry(
      ShippedLedger ledger, ShippedEntry shipped, int partition, long after) {
    String key = ledger.id().toString();
    byte[] bytes = shipped.entry().toBytes();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(url.entries(), partition, key, bytes);
    Headers headers = record.headers();
    long seq = shipped.entry().seq();
    TextHeaders.put(headers, TextHeaders.SEQ, seq);
    TextHeaders.put(headers, TextHeaders.HASH, shipped.storedHash().toHex());
    TextHeaders.put(headers, TextHeaders.TYPE, shipped.entry().type());
    TextHeaders.put(headers, TextHeaders.PRODUCER, ledger.producer());
    if (after != seq - 1) {
      TextHeaders.put(headers, TextHeaders.AFTER, after);
    }
    return record;
  }

  /** A checkpoint; two that differ have different keys, whatever their sizes. */
  ProducerRecord<String, byte[]> checkpoint(
      ShippedLedger ledger, ShippedCheckpoint shipped, int partition) {
    byte[] note = shipped.note().toString().getBytes(StandardCharsets.UTF_8);
    long size = shipped.checkpoint().size();
    String key = ledger.id() + "/" + size + "/" + Sha256.hex(note);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(url.checkpoints(), partition, key, note);
    TextHeaders.put(record.headers(), TextHeaders.SIZE, size);
    TextHeaders.put(record.headers(), TextHeaders.SIZE_BEFORE, shipped.sizeBefore());
    TextHeaders.put(record.headers(), TextHeaders.PRODUCER, ledger.producer());
    return record;
  }

  /** A small file. */
  ProducerRecord<String, byte[]> file(ShippedLedger ledger, ShippedFile file) {
    return new ProducerRecord<>(
        url.ledgers(),
        LedgerTable.fileKey(ledger.id().toString(), file.name()),
        file.text().getBytes(StandardCharsets.UTF_8));
  }

  /** A mark. */
  ProducerRecord<String, byte[]> mark(String ledger, String producer, LedgerMark mark) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(url.ledgers(), ledger, producer.getBytes(StandardCharsets.UTF_8));
    mark.addTo(record.headers());
    return record;
  }

  /**
   * Where a ledger is with one more record: behind it if it is the entry that follows, else where
   * it was. So what was written twice is passed over, and so is what was written behind a hole.
   */
  static LedgerMark follow(LedgerMark before, ConsumerRecord<String, byte[]> record) {
    long seq = TextHeaders.number(record.headers(), TextHeaders.SEQ);
    Hash hash = TextHeaders.hash(record.headers());
    if (hash == null || seq < before.next() || after(record, seq) != before.next() - 1) {
      return before;
    }
    return new LedgerMark(before.partition(), record.offset(), seq + 1, hash, before.sealedSize());
  }

  /** The seq of the entry before that one in its ledger, -1 if there is none. */
  static long after(ConsumerRecord<String, byte[]> record, long seq) {
    long after = TextHeaders.number(record.headers(), TextHeaders.AFTER);
    return after == TextHeaders.NONE ? seq - 1 : after;
  }

  /** In what a record's headers say something else than the entry, or null. */
  static @Nullable String disagreement(ConsumerRecord<String, byte[]> record, long seq) {
    byte[] value = record.value();
    Entry entry;
    try {
      entry = Entry.parse(value, 0, value.length);
    } catch (MalformedEntryException e) {
      // Whoever judges the entry finds it, and says what is wrong with it.
      return null;
    }
    String type = TextHeaders.text(record.headers(), TextHeaders.TYPE);
    return entry.seq() == seq && entry.type().equals(type)
        ? null
        : "the record's headers say another entry: seq=" + seq + " type=" + type;
  }

  /** The producer that a record names, or null. */
  static @Nullable String producer(ConsumerRecord<String, byte[]> record) {
    return TextHeaders.text(record.headers(), TextHeaders.PRODUCER);
  }
}
