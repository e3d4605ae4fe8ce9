package io.tachograph.ship.postgres;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.ship.ShippedLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a ledger's checkpoints by size, as the text of the ledger's file. A row whose columns
 * say something else than its note is remembered. For one thread.
 */
final class NoteRows extends InputStream {
  private static final String SELECT =
      "SELECT note, merkle_root, range_end, cid FROM ledger_checkpoints WHERE anchor_id = ?"
          + " ORDER BY (range_end::bigint), cid";
  private static final int ROWS = 500;
  private static final int MAX_DISAGREEMENTS = 1_000;
  private static final byte[] NOTHING = {};

  private final Database database;
  private final PreparedStatement select;
  private final ResultSet row;
  private final List<String> disagreements = new ArrayList<>();
  private byte[] text = NOTHING;
  private int at;
  private boolean ended;

  NoteRows(Database database, Connection connection, ShippedLedger ledger) throws SQLException {
    this.database = database;
    this.select = connection.prepareStatement(SELECT);
    select.setFetchSize(ROWS);
    select.setObject(1, ledger.id());
    this.row = select.executeQuery();
  }

  private boolean hasMore() throws IOException {
    try {
      while (at == text.length && !ended) {
        ended = !row.next();
        at = 0;
        text = ended ? NOTHING : note();
      }
      return at < text.length;
    } catch (SQLException e) {
      throw database.unreadable(e);
    }
  }

  private byte[] note() throws SQLException {
    String note = row.getString(1);
    try {
      Checkpoint checkpoint =
          Checkpoint.of(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
      boolean agrees =
          checkpoint.root().toHex().equals(row.getString(2))
              && String.valueOf(checkpoint.size() - 1).equals(row.getString(3));
      if (!agrees && disagreements.size() < MAX_DISAGREEMENTS) {
        disagreements.add(
            "a row of ledger_checkpoints is not what its note says: cid=" + row.getString(4));
      }
    } catch (MalformedNoteException e) {
      // Whoever reads the text finds it.
    }
    return (note + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The rows that were found to say something else than their notes. */
  List<String> disagreements() {
    return disagreements;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? text[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    } else if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, text.length - at);
    System.arraycopy(text, at, target, offset, count);
    at += count;
    return count;
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
