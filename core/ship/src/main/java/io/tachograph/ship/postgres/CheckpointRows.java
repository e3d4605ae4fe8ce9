package io.tachograph.ship.postgres;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Sha256;
import io.tachograph.ship.ShippedCheckpoint;
import io.tachograph.ship.ShippedLedger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/** Lays checkpoints out as rows of {@code ledger_checkpoints}. */
final class CheckpointRows {
  private static final String INSERT =
      "INSERT INTO ledger_checkpoints"
          + " (cid, anchor_id, range_start, range_end, merkle_root, sig, record_count, note)"
          + " SELECT ?, ?, ?, ?, ?, ?, ?, ?"
          + " WHERE NOT EXISTS (SELECT FROM ledger_checkpoint_keys WHERE cid = ?)";

  private CheckpointRows() {}

  /** Inserts those that are not there yet. */
  static int[] insert(Connection connection, ShippedLedger ledger, List<ShippedCheckpoint> notes)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (ShippedCheckpoint shipped : notes) {
        Checkpoint checkpoint = shipped.checkpoint();
        String note = shipped.note().toString();
        Object cid =
            RowId.ofHash(Sha256.hex((ledger.id() + "\n" + note).getBytes(StandardCharsets.UTF_8)));
        long records = checkpoint.size() - shipped.sizeBefore();
        insert.setObject(1, cid);
        insert.setObject(2, ledger.id());
        insert.setString(3, String.valueOf(shipped.sizeBefore()));
        insert.setString(4, String.valueOf(checkpoint.size() - 1));
        insert.setString(5, checkpoint.root().toHex());
        insert.setBytes(6, signature(note));
        insert.setInt(7, (int) Math.max(0, Math.min(Integer.MAX_VALUE, records)));
        insert.setString(8, note);
        insert.setObject(9, cid);
        insert.addBatch();
      }
      return insert.executeBatch();
    }
  }

  /** What the first signature line holds: the key's id and the signature. */
  private static byte[] signature(String note) {
    int line = note.lastIndexOf("\n\n") + 2;
    int end = note.indexOf('\n', line);
    return Base64.getDecoder().decode(note.substring(note.lastIndexOf(' ', end) + 1, end));
  }
}
