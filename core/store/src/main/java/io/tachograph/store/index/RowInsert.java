package io.tachograph.store.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * Writes the events' rows, as many as can be by one statement, which costs little more than one row
 * by one. For one thread at a time, inside of its transaction.
 */
final class RowInsert implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 32;

  private final IndexNames names;
  private final PreparedStatement one;
  private final PreparedStatement many;

  RowInsert(Connection connection, IndexNames names) throws SQLException {
    this.names = names;
    one = connection.prepareStatement(sql(1));
    many = connection.prepareStatement(sql(ROWS_AT_ONCE));
  }

  private static String sql(int rows) {
    String row = "(?, ?, ?" + ", ?".repeat(IndexField.values().length) + ")";
    return "INSERT INTO events VALUES " + row + (", " + row).repeat(rows - 1);
  }

  void insert(List<IndexRow> rows) throws SQLException {
    int at = 0;
    for (; at + ROWS_AT_ONCE <= rows.size(); at += ROWS_AT_ONCE) {
      insert(many, rows.subList(at, at + ROWS_AT_ONCE));
    }
    for (; at < rows.size(); at++) {
      insert(one, rows.subList(at, at + 1));
    }
  }

  private void insert(PreparedStatement insert, List<IndexRow> rows) throws SQLException {
    int at = 0;
    for (IndexRow row : rows) {
      insert.setLong(++at, row.seq());
      insert.setLong(++at, row.timeNanos());
      insert.setLong(++at, row.hash());
      for (IndexField field : IndexField.values()) {
        String value = row.fields().get(field);
        if (value == null) {
          insert.setNull(++at, Types.INTEGER);
        } else {
          insert.setLong(
              ++at, field.hasFewValues() ? names.counted(field, value) : IndexKey.of(value));
        }
      }
    }
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    one.close();
    many.close();
  }
}
