package io.tachograph.store.oldledger;

import io.tachograph.store.StoreException;
import io.tachograph.store.StoreException.Category;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows one by one, in order of their id. Not thread-safe. */
final class RowCursor implements AutoCloseable {
  /** What a decoder puts where bytes are no UTF-8; a text may hold it of its own. */
  private static final char REPLACEMENT = '\ufffd';

  private final RowSource source;
  private final PreparedStatement statement;
  private final ResultSet result;
  private long lastId = Long.MIN_VALUE;

  RowCursor(RowSource source, PreparedStatement statement) throws SQLException {
    this.source = source;
    this.statement = statement;
    this.result = statement.executeQuery();
  }

  /**
   * The next row, or null behind the last.
   *
   * @throws StoreException if it cannot be read, or has an id that is no number or not its own
   */
  @Nullable OldLedgerRow next() {
    try {
      if (!result.next()) {
        return null;
      }
      Map<String, @Nullable Object> columns = new LinkedHashMap<>();
      List<String> names = source.columns();
      for (int i = 0; i < names.size(); i++) {
        columns.put(names.get(i), value(i + 1));
      }
      lastId = id(columns.get(Column.ID.text()));
      return new OldLedgerRow(lastId, columns);
    } catch (SQLException e) {
      throw source.failedBehind(e, lastId);
    }
  }

  private long id(@Nullable Object value) {
    if (value instanceof Long id && (lastId == Long.MIN_VALUE || id > lastId)) {
      return id;
    }
    throw new StoreException(
        Category.CORRUPT,
        "A row's id is no number, or another row's too, so the rows have no order: file="
            + source.file()
            + " table="
            + OldLedger.TABLE
            + " column=id value="
            + value
            + ".");
  }

  private @Nullable Object value(int column) throws SQLException {
    Object value = result.getObject(column);
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof byte[] blob) {
      return new UndecodedBytes(Base64.getEncoder().encodeToString(blob), false);
    }
    if (value instanceof String text && text.indexOf(REPLACEMENT) >= 0) {
      byte[] stored = result.getBytes(column);
      return Arrays.equals(stored, text.getBytes(StandardCharsets.UTF_8))
          ? text
          : new UndecodedBytes(Base64.getEncoder().encodeToString(stored), true);
    }
    return value;
  }

  @Override
  public void close() {
    try (statement) {
      result.close();
    } catch (SQLException e) {
      throw RowSource.failed(e, source.file(), "closing a statement");
    }
  }
}
