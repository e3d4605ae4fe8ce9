package io.tachograph.store.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by the one index that leaves the fewest to look at. For one thread at a time.
 *
 * <p>A time range is first turned into a range of seqs, by the earliest and latest time of each
 * block of events: times may step back, so the rows' own times are looked at too.
 */
final class IndexSearch {
  /** Events of a block whose times are known together. */
  static final int BLOCK_EVENTS = 1_024;

  /** Rows of a value are counted up to here to choose an index; beyond it is one of the large. */
  private static final long MAX_COUNTED = 2_000;

  private static final long MANY = Long.MAX_VALUE / 2;

  /** One condition: a column and the number that stands there. */
  private record Condition(IndexField field, long number, long rows) {}

  /** The first and last seq that can be asked for. */
  private record Range(long first, long last) {}

  private final Connection connection;
  private final IndexNames names;

  IndexSearch(Connection connection, IndexNames names) {
    this.connection = connection;
    this.names = names;
  }

  /** The first rows that are asked for, in order. */
  List<IndexHit> find(IndexQuery query, int limit) throws SQLException {
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<IndexField, String> wanted : query.fields().entrySet()) {
      Condition condition = condition(wanted.getKey(), wanted.getValue());
      if (condition == null) {
        return List.of();
      }
      conditions.add(condition);
    }
    Range range = range(query);
    return range == null ? List.of() : run(query, conditions, range, limit);
  }

  private @Nullable Condition condition(IndexField field, String value) throws SQLException {
    if (field.hasFewValues()) {
      IndexNames.Known known = names.known(field, value);
      return known == null ? null : new Condition(field, known.id(), known.seen());
    }
    long key = IndexKey.of(value);
    long counted = counted(field, key);
    return counted == 0 ? null : new Condition(field, key, counted < MAX_COUNTED ? counted : MANY);
  }

  private long counted(IndexField field, long key) throws SQLException {
    String sql =
        "SELECT count(*) FROM (SELECT 1 FROM events WHERE " + field.column() + " = ? LIMIT ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      statement.setLong(2, MAX_COUNTED);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private @Nullable Range range(IndexQuery query) throws SQLException {
    if (query.fromNanos() == Long.MIN_VALUE && query.toNanos() == Long.MAX_VALUE) {
      return new Range(query.fromSeq(), query.toSeq());
    }
    String sql = "SELECT min(block), max(block) FROM spans WHERE latest >= ? AND earliest <= ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, query.fromNanos());
      statement.setLong(2, query.toNanos());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        long firstBlock = result.getLong(1);
        if (result.wasNull()) {
          return null;
        }
        long end = (result.getLong(2) + 1) * BLOCK_EVENTS - 1;
        return new Range(
            Math.max(query.fromSeq(), firstBlock * BLOCK_EVENTS), Math.min(query.toSeq(), end));
      }
    }
  }

  private List<IndexHit> run(IndexQuery query, List<Condition> conditions, Range range, int limit)
      throws SQLException {
    Condition fewest = null;
    for (Condition condition : conditions) {
      if (fewest == null || condition.rows() < fewest.rows()) {
        fewest = condition;
      }
    }
    StringBuilder sql = new StringBuilder("SELECT seq, hash FROM events ");
    sql.append(fewest == null ? "NOT INDEXED" : "INDEXED BY " + fewest.field().index());
    sql.append(" WHERE seq BETWEEN ? AND ? AND time BETWEEN ? AND ?");
    conditions.forEach(c -> sql.append(" AND ").append(c.field().column()).append(" = ?"));
    sql.append(" ORDER BY seq ").append(query.newestFirst() ? "DESC" : "ASC").append(" LIMIT ?");
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      int at = 0;
      statement.setLong(++at, range.first());
      statement.setLong(++at, range.last());
      statement.setLong(++at, query.fromNanos());
      statement.setLong(++at, query.toNanos());
      for (Condition condition : conditions) {
        statement.setLong(++at, condition.number());
      }
      statement.setInt(++at, limit);
      List<IndexHit> hits = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          hits.add(new IndexHit(result.getLong(1), result.getLong(2)));
        }
      }
      return hits;
    }
  }
}
