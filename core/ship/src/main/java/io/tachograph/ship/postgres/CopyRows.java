package io.tachograph.ship.postgres;

import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import io.tachograph.ship.ShippedEntry;
import io.tachograph.ship.ShippedLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Lays entries out as rows of {@code ledger_records} in the binary format of COPY, which spares
 * both sides the conversion of every byte to text. Grows as needed and is reused. For one thread.
 */
final class CopyRows {
  static final String SQL =
      "COPY ledger_records (rid, anchor_id, seq, slot, kind, ts, prev_hash, hash, entry,"
          + " producer, version) FROM STDIN (FORMAT binary)";

  private static final short COLUMNS = 11;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final String VERSION = "v1";

  /** PostgreSQL counts microseconds from the year 2000. */
  private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private final Bytes out = new Bytes();

  /** Begins anew. */
  void begin() {
    out.clear();
    out.put(SIGNATURE);
    out.putInt(0);
    out.putInt(0);
  }

  /** One row more. The payload is made of the entry where it arrives. */
  void add(ShippedLedger ledger, ShippedEntry shipped) {
    Entry entry = shipped.entry();
    String hash = shipped.storedHash().toHex();
    out.putShort(COLUMNS);
    put(RowId.ofEntry(hash, entry.timeNanos()));
    put(ledger.id());
    putLong(entry.seq());
    put(slot(entry, ledger.producer()));
    put(entry.type());
    putLong(micros(entry.timeNanos()));
    put(entry.prev().toHex());
    put(hash);
    put(entry.toBytes());
    put(ledger.producer());
    put(VERSION);
  }

  /** Ends; what {@link #bytes} holds is whole then. */
  void end() {
    out.putShort((short) -1);
  }

  /** Holds the rows in its first {@link #length} bytes. */
  byte[] bytes() {
    return out.array();
  }

  int length() {
    return out.length();
  }

  /** Which agent acted, or where the entry names none, who wrote it. */
  static String slot(Entry entry, String producer) {
    String agent = BodyHead.of(entry.body()).agentId();
    // PostgreSQL's texts have no NUL.
    return agent == null ? producer : agent.replace('\0', '\ufffd');
  }

  /** A time as PostgreSQL counts it. */
  static long micros(long epochNanos) {
    return Math.floorDiv(epochNanos, 1_000) - EPOCH_SECONDS * 1_000_000;
  }

  private void put(UUID value) {
    out.putInt(2 * Long.BYTES);
    out.putLong(value.getMostSignificantBits());
    out.putLong(value.getLeastSignificantBits());
  }

  private void putLong(long value) {
    out.putInt(Long.BYTES);
    out.putLong(value);
  }

  private void put(String text) {
    put(text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(byte[] bytes) {
    out.putInt(bytes.length);
    out.put(bytes);
  }
}
