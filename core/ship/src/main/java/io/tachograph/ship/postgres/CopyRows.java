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
      "COPY ledger_records (rid, anchor_id, seq, slot, kind, ts, prev_hash, hash, payload, entry,"
          + " producer, version) FROM STDIN (FORMAT binary)";

  private static final short COLUMNS = 12;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final byte JSONB_VERSION = 1;
  private static final String VERSION = "v1";
  private static final int NULL = -1;

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

  /**
   * One row more.
   *
   * @param withPayload false where PostgreSQL does not take the body as JSON
   */
  void add(ShippedLedger ledger, ShippedEntry shipped, boolean withPayload) {
    Entry entry = shipped.entry();
    byte[] body = entry.body();
    String hash = shipped.storedHash().toHex();
    out.putShort(COLUMNS);
    put(rid(hash));
    put(ledger.id());
    putLong(entry.seq());
    put(slot(body, ledger));
    put(entry.type());
    putLong(micros(entry.timeNanos()));
    put(entry.prev().toHex());
    put(hash);
    if (withPayload) {
      out.putInt(body.length + 1);
      out.putByte(JSONB_VERSION);
      out.put(JsonbText.of(body));
    } else {
      out.putInt(NULL);
    }
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

  /** The record id of an entry, as the function {@code ledger_rid} makes it of the hash. */
  static UUID rid(String hash) {
    String hex =
        hash.substring(0, 12) + '8' + hash.substring(13, 16) + '8' + hash.substring(17, 32);
    return new UUID(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }

  private static String slot(byte[] body, ShippedLedger ledger) {
    String agent = BodyHead.of(body).agentId();
    return agent == null ? ledger.producer() : storable(agent);
  }

  private static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  private static long micros(long epochNanos) {
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
