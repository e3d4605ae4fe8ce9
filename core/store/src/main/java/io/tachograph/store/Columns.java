package io.tachograph.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a database says of the columns of its tables. */
final class Columns {
  /**
   * A column as {@code PRAGMA table_info} has it.
   *
   * @param defaultValue an SQL expression, or null
   * @param keyPosition its place in the primary key from 1 on, 0 where it is none of it
   */
  record Column(
      String name, String type, boolean notNull, @Nullable String defaultValue, int keyPosition) {}

  private static final Sql OF_TABLE =
      new Sql(
          "sqlite_master",
          "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?, 'main')"
              + " ORDER BY cid");

  private Columns() {}

  /** The columns of a table in their order; none where there is no such table. */
  static List<Column> of(Session session, String table) {
    return session.list(
        OF_TABLE,
        row ->
            new Column(
                row.text("name"),
                row.text("type"),
                row.flag("notnull"),
                row.textOrNull("dflt_value"),
                (int) row.number("pk")),
        table);
  }

  /** Their names alone. */
  static List<String> names(Session session, String table) {
    return of(session, table).stream().map(Column::name).toList();
  }

  /** A name as SQL, whatever characters it has. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
