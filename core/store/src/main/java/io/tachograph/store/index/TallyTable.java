package io.tachograph.store.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The tallies in the database, by block. For each block there is a sum over its rows, and one over
 * all blocks, by which damage shows that SQLite does not see. For one thread at a time, inside of
 * its transaction.
 */
final class TallyTable {
  private static final long ONE_NANO = 1;
  private static final String SUM_OF_ALL = "SELECT tally_sum FROM source";

  private final Connection connection;

  /** A tally in the database. */
  private record Stored(long id, long sum, Tally tally) {}

  TallyTable(Connection connection) {
    this.connection = connection;
  }

  static void create(Statement statement) throws SQLException {
    statement.executeUpdate(
        "CREATE TABLE tallies (id INTEGER PRIMARY KEY, block INTEGER NOT NULL,"
            + " counted_by TEXT NOT NULL, name TEXT NOT NULL, events INTEGER NOT NULL,"
            + " begun INTEGER NOT NULL, failed INTEGER NOT NULL, durations BLOB NOT NULL,"
            + " UNIQUE (block, counted_by, name))");
    statement.executeUpdate(
        "CREATE TABLE slowest (seq INTEGER PRIMARY KEY, block INTEGER NOT NULL,"
            + " hash INTEGER NOT NULL, duration INTEGER NOT NULL)");
    statement.executeUpdate("CREATE INDEX slowest_block ON slowest (block)");
    statement.executeUpdate(
        "CREATE TABLE tally_blocks (block INTEGER PRIMARY KEY, sum INTEGER NOT NULL)");
  }

  /** Counts rows, in order of their seqs. */
  void add(List<IndexRow> rows) throws SQLException {
    for (int i = 0; i < rows.size(); ) {
      long block = rows.get(i).seq() / Tallies.BLOCK_EVENTS;
      Tallies part = Tallies.ofPart();
      for (; i < rows.size() && rows.get(i).seq() / Tallies.BLOCK_EVENTS == block; i++) {
        part.add(rows.get(i));
      }
      add(block, part);
    }
  }

  /** Adds to a block what was counted elsewhere. */
  void add(long block, Tallies part) throws SQLException {
    long sum = 0;
    NamesLeft left = new NamesLeft(block);
    try (PreparedStatement find =
            connection.prepareStatement(
                "SELECT id, events, begun, failed, durations FROM tallies"
                    + " WHERE block = ? AND counted_by = ? AND name = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO tallies (block, counted_by, name, events, begun, failed, durations)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE tallies SET events = ?, begun = ?, failed = ?, durations = ? WHERE id = ?")) {
      for (Map.Entry<Tallies.Key, Tally> counted : part.all().entrySet()) {
        Tallies.Key key = counted.getKey();
        Stored stored = find(find, block, key);
        if (stored == null && !left.take(key.by())) {
          key = new Tallies.Key(key.by(), Tallies.OTHERS);
          stored = find(find, block, key);
        }
        Tally tally = stored == null ? new Tally() : stored.tally();
        tally.add(counted.getValue());
        byte[] durations = bytes(tally);
        sum += sum(block, key, tally, durations) - (stored == null ? 0 : stored.sum());
        if (stored == null) {
          write(insert, block, key, tally, durations);
        } else {
          update.setLong(1, tally.events());
          update.setLong(2, tally.begun());
          update.setLong(3, tally.failed());
          update.setBytes(4, durations);
          update.setLong(5, stored.id());
          update.executeUpdate();
        }
      }
    }
    addToSum(block, sum + addSlowest(block, part.slowest()));
  }

  /** How many more names a block may tell apart; asks the database when a name is new. */
  private final class NamesLeft {
    private final long block;
    private @Nullable Map<TallyBy, Integer> known;

    NamesLeft(long block) {
      this.block = block;
    }

    /** Whether one more name may be told apart. */
    boolean take(TallyBy by) throws SQLException {
      Map<TallyBy, Integer> counts = known;
      if (counts == null) {
        counts = count();
        known = counts;
      }
      return by == TallyBy.HOUR || counts.merge(by, 1, Integer::sum) <= Tallies.MOST_NAMES;
    }

    private Map<TallyBy, Integer> count() throws SQLException {
      Map<TallyBy, Integer> counts = new EnumMap<>(TallyBy.class);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT counted_by, count(*) FROM tallies WHERE block = ? GROUP BY 1")) {
        statement.setLong(1, block);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            counts.put(by(result.getString(1)), result.getInt(2));
          }
        }
      }
      return counts;
    }
  }

  private static @Nullable Stored find(PreparedStatement find, long block, Tallies.Key key)
      throws SQLException {
    find.setLong(1, block);
    find.setString(2, key.by().text());
    find.setString(3, key.name());
    try (ResultSet row = find.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      byte[] durations = row.getBytes(5);
      Tally tally = new Tally(row.getLong(2), row.getLong(3), row.getLong(4), histogram(durations));
      return new Stored(row.getLong(1), sum(block, key, tally, durations), tally);
    }
  }

  private static void write(
      PreparedStatement insert, long block, Tallies.Key key, Tally tally, byte[] durations)
      throws SQLException {
    insert.setLong(1, block);
    insert.setString(2, key.by().text());
    insert.setString(3, key.name());
    insert.setLong(4, tally.events());
    insert.setLong(5, tally.begun());
    insert.setLong(6, tally.failed());
    insert.setBytes(7, durations);
    insert.executeUpdate();
  }

  /** What the sum of the block changes by. */
  private long addSlowest(long block, List<SlowCall> calls) throws SQLException {
    Tallies known = Tallies.ofPart();
    Set<SlowCall> before = new HashSet<>(slowest(block));
    before.forEach(known::add);
    calls.forEach(known::add);
    Set<SlowCall> after = new HashSet<>(known.slowest());
    long change = 0;
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO slowest VALUES (?, ?, ?, ?)");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM slowest WHERE seq = ?")) {
      for (SlowCall call : before) {
        if (!after.contains(call)) {
          delete.setLong(1, call.seq());
          delete.executeUpdate();
          change -= sum(call);
        }
      }
      for (SlowCall call : after) {
        if (!before.contains(call)) {
          insert.setLong(1, call.seq());
          insert.setLong(2, block);
          insert.setLong(3, call.hash());
          insert.setLong(4, call.durationNanos());
          insert.executeUpdate();
          change += sum(call);
        }
      }
    }
    return change;
  }

  private List<SlowCall> slowest(long block) throws SQLException {
    List<SlowCall> calls = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT seq, hash, duration FROM slowest WHERE block = ?")) {
      statement.setLong(1, block);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          calls.add(new SlowCall(row.getLong(1), row.getLong(2), row.getLong(3)));
        }
      }
    }
    return calls;
  }

  /** Changes the sum of the block, and that of all blocks. */
  private void addToSum(long block, long change) throws SQLException {
    // Added here: SQLite would go over to fractions where a sum overflows.
    long sum = number("SELECT sum FROM tally_blocks WHERE block = " + block) + change;
    long all = number(SUM_OF_ALL) + change;
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT OR REPLACE INTO tally_blocks VALUES (" + block + ", " + sum + ")");
      statement.executeUpdate("UPDATE source SET tally_sum = " + all);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * All that was counted.
   *
   * @throws SQLException that says damage if it is not what was written
   */
  Tallies total() throws SQLException {
    Tallies total = new Tallies();
    long rest = number(SUM_OF_ALL);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT block, sum FROM tally_blocks ORDER BY 1")) {
      while (row.next()) {
        total.add(read(row.getLong(1), row.getLong(2)));
        rest -= row.getLong(2);
      }
    }
    if (rest != 0) {
      throw damaged("a block of tallies is missing", null);
    }
    return total;
  }

  private Tallies read(long block, long sum) throws SQLException {
    Tallies found = Tallies.ofPart();
    long rest = sum;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT counted_by, name, events, begun, failed, durations FROM tallies"
                + " WHERE block = ? ORDER BY id")) {
      statement.setLong(1, block);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Tallies.Key key = new Tallies.Key(by(row.getString(1)), row.getString(2));
          byte[] durations = row.getBytes(6);
          Tally tally =
              new Tally(row.getLong(3), row.getLong(4), row.getLong(5), histogram(durations));
          rest -= sum(block, key, tally, durations);
          found.of(key.by(), key.name()).add(tally);
        }
      }
    }
    for (SlowCall call : slowest(block)) {
      found.add(call);
      rest -= sum(call);
    }
    if (rest != 0) {
      throw damaged("the tallies of a block do not add up to its sum: block=" + block, null);
    }
    return found;
  }

  /** Forgets the blocks below that one, and that one. */
  void forget(long lastBlock) throws SQLException {
    long gone = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT sum FROM tally_blocks WHERE block <= " + lastBlock)) {
      while (row.next()) {
        gone += row.getLong(1);
      }
    }
    long left = number(SUM_OF_ALL) - gone;
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE source SET tally_sum = " + left);
      for (String table : new String[] {"tallies", "slowest", "tally_blocks"}) {
        statement.executeUpdate("DELETE FROM " + table + " WHERE block <= " + lastBlock);
      }
    }
  }

  private static byte[] bytes(Tally tally) {
    if (tally.ended() == 0) {
      return new byte[0];
    }
    ByteBuffer buffer = ByteBuffer.allocate(tally.durations().getNeededByteBufferCapacity());
    tally.durations().encodeIntoByteBuffer(buffer);
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static Histogram histogram(byte[] durations) throws SQLException {
    if (durations.length == 0) {
      return new Tally().durations();
    }
    try {
      return Histogram.decodeFromByteBuffer(ByteBuffer.wrap(durations), ONE_NANO);
    } catch (RuntimeException e) {
      throw damaged("the durations of a tally cannot be read", e);
    }
  }

  private static TallyBy by(String text) throws SQLException {
    for (TallyBy by : TallyBy.values()) {
      if (by.text().equals(text)) {
        return by;
      }
    }
    throw damaged("nothing is counted by that: counted_by=" + text, null);
  }

  private static SQLException damaged(String what, @Nullable Throwable cause) {
    SQLException damage = new SQLiteException(what, SQLiteErrorCode.SQLITE_CORRUPT);
    damage.initCause(cause);
    return damage;
  }

  private static long sum(long block, Tallies.Key key, Tally tally, byte[] durations) {
    byte[] name = (key.by().text() + key.name()).getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(block)
            .putLong(tally.events())
            .putLong(tally.begun())
            .putLong(tally.failed())
            .flip());
    crc.update(name);
    crc.update(durations);
    return crc.getValue();
  }

  private static long sum(SlowCall call) {
    return IndexChecksum.of(call.seq(), call.durationNanos(), call.hash());
  }
}
