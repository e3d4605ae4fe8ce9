package io.tachograph.ship.postgres;

import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Source;
import io.tachograph.ship.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/** Reads ledgers back from PostgreSQL. */
public final class PostgresSource implements Source {
  /** Goes from one id to the next in an index, and so does not read the whole table. */
  private static final String IDS =
      "WITH RECURSIVE ids AS ("
          + " (SELECT anchor_id FROM %1$s ORDER BY anchor_id LIMIT 1)"
          + " UNION ALL"
          + " SELECT (SELECT t.anchor_id FROM %1$s t WHERE t.anchor_id > ids.anchor_id"
          + " ORDER BY t.anchor_id LIMIT 1) FROM ids WHERE ids.anchor_id IS NOT NULL)"
          + " SELECT anchor_id FROM ids WHERE anchor_id IS NOT NULL";

  /** Files come before the first entry: a ledger that has nothing else is about to be shipped. */
  private static final List<String> TABLES =
      List.of("ledger_record_keys", "ledger_records", "ledger_checkpoints");

  private static final String PRODUCER =
      "SELECT producer FROM ledger_records WHERE anchor_id = ? ORDER BY seq LIMIT 1";
  private static final String NO_PRODUCER = "";

  private final Database database;

  /** Makes one; connects when it is first asked for something. */
  public PostgresSource(Target target) {
    database = Database.toRead(target);
  }

  @Override
  public List<ShippedLedger> ledgers() throws IOException {
    try (Connection connection = database.connect()) {
      TreeSet<UUID> ids = new TreeSet<>();
      for (String table : TABLES) {
        try (PreparedStatement select = connection.prepareStatement(IDS.formatted(table));
            ResultSet row = select.executeQuery()) {
          while (row.next()) {
            ids.add(row.getObject(1, UUID.class));
          }
        }
      }
      List<ShippedLedger> ledgers = new ArrayList<>();
      for (UUID id : ids) {
        ledgers.add(new ShippedLedger(id, producer(connection, id)));
      }
      connection.commit();
      return ledgers;
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  private static String producer(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PRODUCER)) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : NO_PRODUCER;
      }
    }
  }

  @Override
  public Stream open(ShippedLedger ledger) throws IOException {
    try {
      return new PostgresLedger(database, database.connect(), ledger);
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
