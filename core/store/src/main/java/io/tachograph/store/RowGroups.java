package io.tachograph.store;

import io.tachograph.store.ComparedRow.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of one side of a comparison, those of the same key together. For one thread. */
final class RowGroups implements AutoCloseable {
  /** More rows of one key are taken for several groups; a clock has a moment for each. */
  private static final int MAX_GROUP_ROWS = 10_000;

  private final RowCursor cursor;
  private final ComparedTable table;
  private @Nullable ComparedRow ahead;

  RowGroups(RowCursor cursor, ComparedTable table) {
    this.cursor = cursor;
    this.table = table;
    this.ahead = read();
  }

  /** The key of the next group, null behind the last. */
  @Nullable List<String> key() {
    return ahead == null ? null : ahead.key();
  }

  /** The next group; there is one. */
  List<ComparedRow> next() {
    List<ComparedRow> group = new ArrayList<>();
    ComparedRow row = ahead;
    while (row != null
        && group.size() < MAX_GROUP_ROWS
        && (group.isEmpty() || row.key().equals(group.get(0).key()))) {
      group.add(row);
      row = read();
      ahead = row;
    }
    return group;
  }

  private @Nullable ComparedRow read() {
    Row row = cursor.next();
    if (row == null) {
      return null;
    }
    List<@Nullable String> values = new ArrayList<>();
    for (String column : table.columns()) {
      values.add(row.textOrNull(column));
    }
    values.add(row.text(ComparedTable.TYPES));
    return new ComparedRow(
        table.keys().stream().map(row::text).toList(),
        row.text("row_id"),
        Ownership.valueOf(row.text(ComparedTable.OWNERSHIP).toUpperCase(Locale.ROOT)),
        values);
  }

  @Override
  public void close() {
    cursor.close();
  }
}
