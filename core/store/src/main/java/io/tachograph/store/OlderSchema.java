package io.tachograph.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gives a connection that only reads a database of an older version the shape of this release's, by
 * temporary views and tables that stand before the database's own: a table that its version does
 * not have is empty, a column has its default. The database is not touched.
 */
final class OlderSchema {
  private static final Sql TABLES =
      new Sql(
          "sqlite_master",
          "SELECT name FROM main.sqlite_master WHERE type = 'table'"
              + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid");
  private static final Sql VIEWS =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM main.sqlite_master WHERE type = 'view' ORDER BY rowid");

  private static final String CREATE_VIEW = "CREATE VIEW ";

  private record View(String name, String sql) {}

  private OlderSchema() {}

  /**
   * Refuses a database that is no store that can be read, and fits one of an older version. For a
   * connection that was just opened.
   *
   * @return whether it was of this release's version; if not, somebody may migrate the database,
   *     and the connection would show the older one still
   */
  static boolean read(Session session, Path file) {
    Schema.Found found = Schema.find(session);
    Schema.refuseUnreadable(found, file);
    if (!found.isOlder()) {
      return true;
    }
    try (Session current = Migration.newInMemory()) {
      session.execute("PRAGMA temp_store=MEMORY");
      for (String statement : statements(found, session, current)) {
        session.execute(statement);
      }
      return false;
    } catch (SQLException e) {
      throw SqliteErrors.of(
          e, "be read in its older version", "file=" + file + " version=" + found.version());
    }
  }

  private static List<String> statements(Schema.Found found, Session older, Session current) {
    List<String> statements = new ArrayList<>();
    for (String table : current.list(TABLES, row -> row.text("name"))) {
      List<SchemaReport.Column> columns = Columns.of(current, table);
      List<String> present = Columns.names(older, table);
      List<SchemaReport.Column> missing =
          columns.stream().filter(column -> !present.contains(column.name())).toList();
      if (present.isEmpty()) {
        statements.add(
            "CREATE TEMP TABLE "
                + table
                + columns.stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", ", " (", ")")));
      } else if (!missing.isEmpty()) {
        statements.add(
            "CREATE TEMP VIEW "
                + table
                + missing.stream()
                    .map(column -> column.defaultValue() + " AS " + column.name())
                    .collect(Collectors.joining(", ", " AS SELECT *, ", " FROM main." + table)));
      }
    }
    for (View view : current.list(VIEWS, row -> new View(row.text("name"), row.text("sql")))) {
      if (!found.tables().contains(view.name())) {
        statements.add("CREATE TEMP VIEW " + view.sql().substring(CREATE_VIEW.length()));
      }
    }
    return statements;
  }
}
