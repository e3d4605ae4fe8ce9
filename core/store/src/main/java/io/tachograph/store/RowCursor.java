package io.tachograph.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a query one by one, for those that are too many for a list. For one thread. */
final class RowCursor implements AutoCloseable {
  private final ResultSet result;
  private final Row row;
  private final Sql sql;

  RowCursor(ResultSet result, Sql sql) {
    this.result = result;
    this.row = new Row(result, sql);
    this.sql = sql;
  }

  /** The next row, valid until the next call; null behind the last. */
  @Nullable Row next() {
    try {
      return result.next() ? row : null;
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "read rows", "table=" + sql.table());
    }
  }

  @Override
  public void close() {
    try {
      result.close();
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "end a query", "table=" + sql.table());
    }
  }
}
