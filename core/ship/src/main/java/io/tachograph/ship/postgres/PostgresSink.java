package io.tachograph.ship.postgres;

import io.tachograph.format.Hash;
import io.tachograph.ship.EntryBatch;
import io.tachograph.ship.FarEnd;
import io.tachograph.ship.ShippedCheckpoint;
import io.tachograph.ship.ShippedEntry;
import io.tachograph.ship.ShippedFile;
import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.Sink;
import io.tachograph.ship.SinkException;
import io.tachograph.ship.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Ships to PostgreSQL: each batch is one transaction, that holds the ledger's lock, looks whether
 * the far side is where the batch begins, and copies it in.
 */
public final class PostgresSink implements Sink {
  private static final String LOCK = "SELECT pg_advisory_xact_lock(?)";
  private static final String LAST_SEQ =
      "SELECT seq, rid FROM ledger_record_keys WHERE anchor_id = ? ORDER BY seq DESC LIMIT 1";
  private static final String HASH_OF = "SELECT hash FROM ledger_records WHERE rid = ?";
  private static final String SEALED =
      "SELECT range_end::bigint + 1 FROM ledger_checkpoints WHERE anchor_id = ?"
          + " ORDER BY range_end::bigint DESC LIMIT 1";
  private static final String ADD_FILE =
      "INSERT INTO ledger_files (anchor_id, name, content) VALUES (?, ?, ?)"
          + " ON CONFLICT DO NOTHING";

  private final Database database;
  private final Months months;

  /** Makes one; connects when it is first asked for something. */
  public PostgresSink(Target target) {
    database = Database.toWrite(target);
    months = new Months();
  }

  /** Something to do with a connection. */
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T run(Work<T> work) throws SinkException {
    try (Connection connection = database.connect()) {
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private static void rollback(Connection connection, SQLException reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone, and its transaction with it.
      reason.addSuppressed(e);
    }
  }

  @Override
  public FarEnd farEnd(ShippedLedger ledger) throws SinkException {
    return run(
        connection -> {
          try (PreparedStatement last = connection.prepareStatement(LAST_SEQ)) {
            last.setObject(1, ledger.id());
            try (ResultSet row = last.executeQuery()) {
              if (!row.next()) {
                return FarEnd.NOTHING;
              }
              return new FarEnd(
                  row.getLong(1) + 1,
                  hash(connection, row.getObject(2)),
                  sealedSize(connection, ledger));
            }
          }
        });
  }

  /** Null where the month's partition was taken away. */
  private static @Nullable Hash hash(Connection connection, Object rid) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HASH_OF)) {
      select.setObject(1, rid);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Hash.ofHex(row.getString(1)) : null;
      }
    }
  }

  private static long sealedSize(Connection connection, ShippedLedger ledger) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SEALED)) {
      select.setObject(1, ledger.id());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public void acceptFiles(ShippedLedger ledger, List<ShippedFile> files) throws SinkException {
    run(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(ADD_FILE)) {
            for (ShippedFile file : files) {
              insert.setObject(1, ledger.id());
              insert.setString(2, file.name());
              insert.setString(3, file.text());
              insert.addBatch();
            }
            return insert.executeBatch();
          }
        });
  }

  @Override
  public long accept(EntryBatch batch, Consumer<String> refusals) throws SinkException {
    run(connection -> months.ofEntries(connection, batch.entries()));
    try {
      return run(connection -> copyAll(connection, batch));
    } catch (SinkException e) {
      if (!Database.isDuplicate(e.getCause())) {
        throw e;
      }
    }
    return run(connection -> copyOneByOne(connection, batch, refusals));
  }

  private static long copyAll(Connection connection, EntryBatch batch) throws SQLException {
    long next = lockAndAsk(connection, batch.ledger());
    if (next != batch.farNext()) {
      return next;
    }
    copy(connection, batch.ledger(), batch.entries());
    return batch.nextSeq();
  }

  /** One of them has the hash of an entry that is there: the others arrive all the same. */
  private static long copyOneByOne(
      Connection connection, EntryBatch batch, Consumer<String> refusals) throws SQLException {
    long next = lockAndAsk(connection, batch.ledger());
    if (next != batch.farNext()) {
      return next;
    }
    for (ShippedEntry entry : batch.entries()) {
      Savepoint before = connection.setSavepoint();
      try {
        copy(connection, batch.ledger(), List.of(entry));
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (!Database.isDuplicate(e)) {
          throw e;
        }
        connection.rollback(before);
        refusals.accept(
            "the far side has another entry of the same hash, and does not take this one: seq="
                + entry.entry().seq()
                + " hash="
                + entry.storedHash());
      }
    }
    return batch.nextSeq();
  }

  private static long lockAndAsk(Connection connection, ShippedLedger ledger) throws SQLException {
    lock(connection, ledger);
    try (PreparedStatement last = connection.prepareStatement(LAST_SEQ)) {
      last.setObject(1, ledger.id());
      try (ResultSet row = last.executeQuery()) {
        return row.next() ? row.getLong(1) + 1 : 0;
      }
    }
  }

  private static void lock(Connection connection, ShippedLedger ledger) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setLong(1, ledger.id().getMostSignificantBits() ^ ledger.id().getLeastSignificantBits());
      lock.execute();
    }
  }

  private static void copy(Connection connection, ShippedLedger ledger, List<ShippedEntry> entries)
      throws SQLException {
    CopyRows rows = new CopyRows();
    rows.begin();
    entries.forEach(entry -> rows.add(ledger, entry));
    rows.end();
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(CopyRows.SQL);
    try {
      copy.writeToCopy(rows.bytes(), 0, rows.length());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  @Override
  public void acceptCheckpoints(ShippedLedger ledger, List<ShippedCheckpoint> checkpoints)
      throws SinkException {
    run(months::ofNow);
    run(
        connection -> {
          lock(connection, ledger);
          return CheckpointRows.insert(connection, ledger, checkpoints);
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
