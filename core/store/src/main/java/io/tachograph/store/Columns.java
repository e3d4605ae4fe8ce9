package io.tachograph.store;

import io.tachograph.store.SchemaReport.Column;
import java.util.List;

/** What a database says of the columns of its tables. */
final class Columns {
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
