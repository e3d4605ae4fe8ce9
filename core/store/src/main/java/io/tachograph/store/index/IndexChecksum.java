package io.tachograph.store.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A sum over what SQLite's own check cannot know to be right: the rows' seqs, times and hashes,
 * which stand nowhere else in the file.
 */
final class IndexChecksum {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private IndexChecksum() {}

  /** What a row adds to it. */
  static long of(long seq, long timeNanos, long hash) {
    return ((seq * FACTOR) ^ timeNanos) * FACTOR ^ hash;
  }

  /** What the rows before one add to it. */
  static long before(Connection connection, long seq) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT seq, time, hash FROM events WHERE seq < " + seq)) {
      long sum = 0;
      while (rows.next()) {
        sum += of(rows.getLong(1), rows.getLong(2), rows.getLong(3));
      }
      return sum;
    }
  }

  /** Whether the rows, the spans and how far it came are what was written. Reads all rows. */
  static boolean holds(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long sum = 0;
      long next = 0;
      try (ResultSet rows = statement.executeQuery("SELECT seq, time, hash FROM events")) {
        while (rows.next()) {
          sum += of(rows.getLong(1), rows.getLong(2), rows.getLong(3));
          next = rows.getLong(1) + 1;
        }
      }
      try (ResultSet source =
          statement.executeQuery("SELECT next_seq, checksum, count(*) FROM source")) {
        source.next();
        if (source.getLong(1) != next || source.getLong(2) != sum || source.getLong(3) != 1) {
          return false;
        }
      }
      try (ResultSet wrong =
          statement.executeQuery(
              "SELECT 1 FROM (SELECT seq / "
                  + IndexSearch.BLOCK_EVENTS
                  + " AS block, min(time) AS earliest, max(time) AS latest FROM events GROUP BY 1)"
                  + " AS made FULL JOIN spans USING (block)"
                  + " WHERE made.earliest IS NOT spans.earliest OR made.latest IS NOT spans.latest"
                  + " LIMIT 1")) {
        if (wrong.next()) {
          return false;
        }
      }
      new TallyTable(connection).total();
      return true;
    }
  }
}
