package io.tachograph.store.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by the one condition that leaves the fewest to look at. For one thread at a time.
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

  /** A column and the number that stands there. */
  private record Value(IndexField field, long number, long rows) {}

  /** A condition: one of these. */
  private record AnyOf(List<Value> values) {
    long rows() {
      long rows = 0;
      for (Value value : values) {
        rows = Math.min(MANY, rows + value.rows());
      }
      return rows;
    }
  }

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
    List<AnyOf> conditions = new ArrayList<>();
    for (IndexCondition wanted : query.conditions()) {
      AnyOf condition = condition(wanted);
      if (condition.values().isEmpty()) {
        return List.of();
      }
      conditions.add(condition);
    }
    Range range = range(query);
    return range == null ? List.of() : find(query, conditions, range, limit);
  }

  private AnyOf condition(IndexCondition wanted) throws SQLException {
    List<Value> values = new ArrayList<>();
    for (IndexField field : wanted.fields()) {
      for (String text : wanted.values()) {
        Value value = value(field, text);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return new AnyOf(values);
  }

  private @Nullable Value value(IndexField field, String text) throws SQLException {
    if (field.hasFewValues()) {
      IndexNames.Known known = names.known(field, text);
      return known == null ? null : new Value(field, known.id(), known.seen());
    }
    long key = IndexKey.of(text);
    long counted = counted(field, key);
    return counted == 0 ? null : new Value(field, key, counted < MAX_COUNTED ? counted : MANY);
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

  /** The rows of each value of the one condition that has the fewest, merged. */
  private List<IndexHit> find(IndexQuery query, List<AnyOf> conditions, Range range, int limit)
      throws SQLException {
    AnyOf fewest = null;
    for (AnyOf condition : conditions) {
      if (fewest == null || condition.rows() < fewest.rows()) {
        fewest = condition;
      }
    }
    if (fewest == null) {
      return run(query, null, List.of(), range, limit);
    }
    List<AnyOf> others = new ArrayList<>(conditions);
    others.remove(fewest);
    Comparator<Long> order =
        query.newestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    NavigableMap<Long, IndexHit> found = new TreeMap<>(order);
    Range rest = range;
    for (Value value : fewest.values()) {
      run(query, value, others, rest, limit).forEach(hit -> found.put(hit.seq(), hit));
      while (found.size() > limit) {
        found.pollLastEntry();
      }
      if (found.size() == limit) {
        long last = found.lastKey();
        rest = query.newestFirst() ? new Range(last, range.last()) : new Range(range.first(), last);
      }
    }
    return List.copyOf(found.values());
  }

  private List<IndexHit> run(
      IndexQuery query, @Nullable Value by, List<AnyOf> others, Range range, int limit)
      throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT seq, hash FROM events ");
    sql.append(by == null ? "NOT INDEXED" : "INDEXED BY " + by.field().index());
    sql.append(" WHERE seq BETWEEN ? AND ? AND time BETWEEN ? AND ?");
    List<AnyOf> conditions = new ArrayList<>(others);
    if (by != null) {
      conditions.add(new AnyOf(List.of(by)));
    }
    for (AnyOf condition : conditions) {
      sql.append(
          condition.values().stream()
              .map(value -> value.field().column() + " = ?")
              .collect(Collectors.joining(" OR ", " AND (", ")")));
    }
    sql.append(" ORDER BY seq ").append(query.newestFirst() ? "DESC" : "ASC").append(" LIMIT ?");
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      int at = 0;
      statement.setLong(++at, range.first());
      statement.setLong(++at, range.last());
      statement.setLong(++at, query.fromNanos());
      statement.setLong(++at, query.toNanos());
      for (AnyOf condition : conditions) {
        for (Value value : condition.values()) {
          statement.setLong(++at, value.number());
        }
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
