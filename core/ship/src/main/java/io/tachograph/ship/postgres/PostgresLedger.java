package io.tachograph.ship.postgres;

import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Source;
import io.tachograph.verifier.LedgerStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger's rows, read in one transaction and so as they were at one time. */
final class PostgresLedger implements Source.Stream {
  private static final String FILES = "SELECT name, content FROM ledger_files WHERE anchor_id = ?";
  private static final String LAST_KEY =
      "SELECT max(seq) FROM ledger_record_keys WHERE anchor_id = ?";

  private final Database database;
  private final Connection connection;
  private final ShippedLedger ledger;
  private @Nullable RecordRows records;
  private @Nullable NoteRows notes;

  PostgresLedger(Database database, Connection connection, ShippedLedger ledger) {
    this.database = database;
    this.connection = connection;
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return database + " " + ledger.id();
  }

  @Override
  public InputStream checkpoints() throws IOException {
    try {
      notes = new NoteRows(database, connection, ledger);
      return notes;
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public Map<String, String> files() throws IOException {
    try (PreparedStatement select = connection.prepareStatement(FILES)) {
      select.setObject(1, ledger.id());
      Map<String, String> files = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          files.put(row.getString(1), row.getString(2));
        }
      }
      return files;
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public LedgerStream.Entries entries() throws IOException {
    try {
      records = new RecordRows(database, connection, ledger);
      return records;
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public List<String> disagreements() throws IOException {
    List<String> found = new ArrayList<>();
    if (notes != null) {
      found.addAll(notes.disagreements());
    }
    try (PreparedStatement select = connection.prepareStatement(LAST_KEY)) {
      select.setObject(1, ledger.id());
      try (ResultSet row = select.executeQuery()) {
        long last = row.next() && row.getObject(1) != null ? row.getLong(1) : -1;
        long lastRecord = records == null ? -1 : records.lastSeq();
        if (last != lastRecord) {
          found.add(
              "ledger_record_keys has another last entry than ledger_records: keys="
                  + last
                  + " records="
                  + lastRecord);
        }
      }
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }
}
