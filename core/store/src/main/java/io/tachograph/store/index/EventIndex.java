package io.tachograph.store.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The index of one ledger's events, in one SQLite file. Thread-safe; other processes may read and
 * fill it at the same time.
 */
public final class EventIndex implements AutoCloseable {
  private final Path file;
  private final String ledgerId;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Object key;
  private Connection connection;
  private IndexNames names;
  private RowInsert insert;

  private EventIndex(Path file, String ledgerId, Connection connection) throws SQLException {
    this.file = file;
    this.ledgerId = ledgerId;
    this.key = IndexFile.key(file);
    this.connection = connection;
    this.names = new IndexNames(connection);
    this.insert = new RowInsert(connection, names);
  }

  /**
   * Opens a ledger's index. One that is absent, damaged, of another version or of another ledger is
   * made anew, and empty.
   *
   * @throws IndexException if the file cannot be written
   */
  public static EventIndex open(Path file, String ledgerId) {
    Connection connection = IndexFile.open(file, ledgerId);
    try {
      return new EventIndex(file, ledgerId, connection);
    } catch (SQLException e) {
      throw IndexException.of(file, e);
    }
  }

  /** Some work on the database. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T locked(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } catch (SQLException e) {
      throw IndexException.of(file, e);
    } finally {
      lock.unlock();
    }
  }

  /** The seq of the first event that is not in it. */
  public long nextSeq() {
    return locked(this::position);
  }

  private long position() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT next_seq FROM source")) {
      result.next();
      return result.getLong(1);
    }
  }

  /**
   * Adds events, all or none, together with how far it came. Those that are in it already, since
   * another process was faster, are passed over.
   *
   * @param rows in order of their seqs
   */
  public void add(List<IndexRow> rows) {
    locked(
        () -> {
          execute("BEGIN IMMEDIATE");
          try {
            long next = position();
            List<IndexRow> added = new ArrayList<>();
            long checksum = 0;
            for (IndexRow row : rows) {
              if (row.seq() >= next) {
                added.add(row);
                checksum += IndexChecksum.of(row.seq(), row.timeNanos(), row.hash());
                next = row.seq() + 1;
              }
            }
            insert.insert(added);
            names.writeCounts();
            writeSpans(added);
            new TallyTable(connection).add(added);
            advance(next, checksum);
            execute("COMMIT");
            return next;
          } catch (SQLException | RuntimeException e) {
            names.forget();
            rollback(e);
            throw e;
          }
        });
  }

  private void advance(long next, long checksum) throws SQLException {
    long before;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT checksum FROM source")) {
      result.next();
      before = result.getLong(1);
    }
    // Added here: SQLite would go over to fractions where the sum overflows.
    execute("UPDATE source SET next_seq = " + next + ", checksum = " + (before + checksum));
  }

  private void rollback(Exception failure) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private void writeSpans(List<IndexRow> rows) throws SQLException {
    try (PreparedStatement span =
        connection.prepareStatement(
            "INSERT INTO spans VALUES (?1, ?2, ?3) ON CONFLICT (block) DO UPDATE SET"
                + " earliest = min(earliest, ?2), latest = max(latest, ?3)")) {
      for (int i = 0; i < rows.size(); ) {
        long block = rows.get(i).seq() / IndexSearch.BLOCK_EVENTS;
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (; i < rows.size() && rows.get(i).seq() / IndexSearch.BLOCK_EVENTS == block; i++) {
          earliest = Math.min(earliest, rows.get(i).timeNanos());
          latest = Math.max(latest, rows.get(i).timeNanos());
        }
        span.setLong(1, block);
        span.setLong(2, earliest);
        span.setLong(3, latest);
        span.executeUpdate();
      }
    }
  }

  /**
   * Where the first events are that may be asked for, in the order that is asked for. Values of
   * which there are many are found by eight bytes that others may share: what is found has to be
   * looked at.
   *
   * @param limit how many at most
   */
  public List<IndexHit> find(IndexQuery query, int limit) {
    return locked(() -> new IndexSearch(connection, names).find(query, limit));
  }

  /** What is counted of all events that are in it. */
  public Tallies tallies() {
    return locked(
        () -> {
          // One transaction: another process may add to it between two statements.
          execute("BEGIN");
          try {
            return new TallyTable(connection).total();
          } finally {
            execute("COMMIT");
          }
        });
  }

  /** The seq of the first event that is in it, or that of the next one if it is empty. */
  public long firstSeq() {
    return locked(
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet result =
                  statement.executeQuery(
                      "SELECT coalesce((SELECT min(seq) FROM events), next_seq) FROM source")) {
            result.next();
            return result.getLong(1);
          }
        });
  }

  /**
   * Forgets the events before one, all or none.
   *
   * @param seq the first one that stays
   * @param block what is counted of those that stay of its block of {@link Tallies#BLOCK_EVENTS}
   * @param nextSeq what {@link #nextSeq} said when that was counted
   * @return whether it did: false where events were added since
   */
  public boolean forgetBefore(long seq, Tallies block, long nextSeq) {
    return locked(
        () -> {
          execute("BEGIN IMMEDIATE");
          try {
            boolean unchanged = position() == nextSeq;
            if (unchanged) {
              advance(nextSeq, -IndexChecksum.before(connection, seq));
              execute("DELETE FROM events WHERE seq < " + seq);
              forgetSpans(seq);
              TallyTable tallies = new TallyTable(connection);
              tallies.forget(seq / Tallies.BLOCK_EVENTS);
              tallies.add(seq / Tallies.BLOCK_EVENTS, block);
            }
            execute("COMMIT");
            return unchanged;
          } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
          }
        });
  }

  private void forgetSpans(long seq) throws SQLException {
    long first = seq / IndexSearch.BLOCK_EVENTS;
    execute("DELETE FROM spans WHERE block <= " + first);
    execute(
        "INSERT INTO spans SELECT "
            + first
            + ", min(time), max(time) FROM events WHERE seq < "
            + (first + 1) * IndexSearch.BLOCK_EVENTS
            + " HAVING count(*) > 0");
  }

  /** Empties it, to be filled anew: for one that turned out not to be this ledger's. */
  public void reset() {
    locked(
        () -> {
          closeConnection();
          connection = IndexFile.createAnew(file, ledgerId, key);
          key = IndexFile.key(file);
          names = new IndexNames(connection);
          insert = new RowInsert(connection, names);
          return connection;
        });
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private void closeConnection() throws SQLException {
    names.close();
    insert.close();
    connection.close();
  }

  @Override
  public void close() {
    locked(
        () -> {
          closeConnection();
          return file;
        });
  }
}
