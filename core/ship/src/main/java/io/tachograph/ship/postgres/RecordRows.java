package io.tachograph.ship.postgres;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.ship.ShippedLedger;
import io.tachograph.verifier.LedgerStream;
import io.tachograph.verifier.StreamedEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a ledger's entries by seq, a bounded number at a time. A row whose columns say
 * something else than its entry is given with what disagrees. For one thread.
 */
final class RecordRows implements LedgerStream.Entries {
  private static final String TABLE = "ledger_records";
  private static final String SELECT =
      "SELECT seq, hash, entry, rid, kind, ts, prev_hash, slot, producer, version,"
          + " payload IS NOT DISTINCT FROM ledger_payload(entry)"
          + " FROM ledger_records WHERE anchor_id = ? ORDER BY seq";
  private static final int FIRST_ROWS = 16;
  private static final int MAX_ROWS = 2_000;
  private static final int FETCHED_BYTES = 4 << 20;
  private static final String VERSION = "v1";

  private final Database database;
  private final PreparedStatement select;
  private final ResultSet row;
  private long lastSeq = -1;
  private int longest = 1;

  RecordRows(Database database, Connection connection, ShippedLedger ledger) throws SQLException {
    this.database = database;
    this.select = connection.prepareStatement(SELECT);
    select.setFetchSize(FIRST_ROWS);
    select.setObject(1, ledger.id());
    this.row = select.executeQuery();
  }

  @Override
  public @Nullable StreamedEntry next() throws IOException {
    try {
      if (!row.next()) {
        return null;
      }
      lastSeq = row.getLong(1);
      String hex = row.getString(2);
      byte[] entry = row.getBytes(3);
      if (entry.length > longest) {
        longest = entry.length;
      }
      // So that rows that are long do not fill the memory.
      row.setFetchSize(Math.max(1, Math.min(MAX_ROWS, FETCHED_BYTES / longest)));
      Hash hash = hash(hex);
      return new StreamedEntry(
          TABLE, lastSeq, hash == null ? Hash.ZERO : hash, entry, disagreement(hash, entry));
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  private static @Nullable Hash hash(String hex) {
    try {
      return Hash.ofHex(hex);
    } catch (IllegalArgumentException e) {
      // No entry has the hash that stands for it then.
      return null;
    }
  }

  private @Nullable String disagreement(@Nullable Hash hash, byte[] bytes) throws SQLException {
    Entry entry = new StreamedEntry(TABLE, lastSeq, Hash.ZERO, bytes, null).entry();
    if (entry == null || hash == null) {
      return null;
    }
    String column = null;
    if (entry.seq() != lastSeq) {
      column = "seq";
    } else if (!RowId.ofEntry(hash.toHex(), entry.timeNanos())
        .equals(row.getObject(4, UUID.class))) {
      column = "rid";
    } else if (!entry.type().equals(row.getString(5))) {
      column = "kind";
    } else if (!entry
        .time()
        .truncatedTo(ChronoUnit.MICROS)
        .atOffset(ZoneOffset.UTC)
        .isEqual(row.getObject(6, OffsetDateTime.class))) {
      column = "ts";
    } else if (!entry.prev().toHex().equals(row.getString(7))) {
      column = "prev_hash";
    } else if (!CopyRows.slot(entry, row.getString(9)).equals(row.getString(8))) {
      column = "slot";
    } else if (!VERSION.equals(row.getString(10))) {
      column = "version";
    } else if (!row.getBoolean(11)) {
      column = "payload";
    }
    return column == null ? null : "the column " + column + " is not what the entry says";
  }

  /** The seq of the last row that was read, -1 if there was none. */
  long lastSeq() {
    return lastSeq;
  }

  @Override
  public void close() throws IOException {
    try {
      select.close();
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }
}
