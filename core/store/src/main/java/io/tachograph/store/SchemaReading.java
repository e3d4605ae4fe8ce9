package io.tachograph.store;

import io.tachograph.store.SchemaReport.ForeignKey;
import io.tachograph.store.SchemaReport.Index;
import io.tachograph.store.SchemaReport.Table;
import io.tachograph.store.SchemaReport.Trigger;
import io.tachograph.store.SchemaReport.View;
import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads a database's schema: what SQLite says of it, and of its CHECKs, which SQLite does not list,
 * what the tables' SQL says.
 */
final class SchemaReading {
  private static final Sql TABLES =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM main.sqlite_master WHERE type = 'table'"
              + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
  private static final Sql VIEWS =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM main.sqlite_master WHERE type = 'view' ORDER BY name");
  private static final Sql TRIGGERS =
      new Sql(
          "sqlite_master",
          "SELECT name, tbl_name, sql FROM main.sqlite_master WHERE type = 'trigger'"
              + " ORDER BY name");
  private static final Sql INDEXES =
      new Sql(
          "sqlite_master",
          "SELECT name, \"unique\", origin FROM pragma_index_list(?) ORDER BY name");
  private static final Sql INDEX_COLUMNS =
      new Sql(
          "sqlite_master",
          "SELECT ifnull(name, '<expression>') AS name FROM pragma_index_info(?) ORDER BY seqno");
  private static final Sql FOREIGN_KEYS =
      new Sql(
          "sqlite_master",
          "SELECT \"from\", \"table\", ifnull(\"to\", '') AS \"to\", on_delete"
              + " FROM pragma_foreign_key_list(?) ORDER BY 1");
  private static final Sql DANGLING =
      new Sql(
          "sqlite_master",
          "SELECT 'rows refer to ' || parent || ' that are not there: table=' || \"table\""
              + " || ' rows=' || count(*) AS finding"
              + " FROM pragma_foreign_key_check GROUP BY \"table\", parent ORDER BY 1");

  /** By which SQLite says that an index was made by CREATE INDEX. */
  private static final String CREATED = "c";

  private record Named(String name, String sql) {}

  private SchemaReading() {}

  /** The report on the database that a session reads. */
  static SchemaReport report(Session session, Path file) {
    try (Session made = Migration.newInMemory()) {
      List<Table> tables = tables(session);
      List<View> views = views(session);
      List<Trigger> triggers = triggers(session);
      int version = Schema.find(session).version();
      return new SchemaReport(
          file,
          version,
          Schema.VERSION,
          tables,
          views,
          triggers,
          findings(session),
          SchemaComparison.differences(
              SchemaComparison.parts(Schema.VERSION, tables(made), views(made), triggers(made)),
              SchemaComparison.parts(version, tables, views, triggers)));
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "be compared with a new one", "file=" + file);
    }
  }

  private static List<Table> tables(Session session) {
    return session.list(TABLES, row -> new Named(row.text("name"), row.text("sql"))).stream()
        .map(
            table ->
                new Table(
                    table.name(),
                    Columns.of(session, table.name()),
                    indexes(session, table.name()),
                    foreignKeys(session, table.name()),
                    checks(table.sql())))
        .toList();
  }

  private static List<Index> indexes(Session session, String table) {
    // The list first: a statement that runs again while its rows are read would begin anew.
    return session
        .list(
            INDEXES,
            row ->
                new Index(
                    row.text("name"),
                    List.of(),
                    row.flag("unique"),
                    !row.text("origin").equals(CREATED)),
            table)
        .stream()
        .map(
            index ->
                new Index(
                    index.name(),
                    session.list(INDEX_COLUMNS, row -> row.text("name"), index.name()),
                    index.unique(),
                    index.madeBySqlite()))
        .toList();
  }

  private static List<ForeignKey> foreignKeys(Session session, String table) {
    return session.list(
        FOREIGN_KEYS,
        row ->
            new ForeignKey(
                row.text("from"), row.text("table"), row.text("to"), row.text("on_delete")),
        table);
  }

  private static List<View> views(Session session) {
    return session.list(VIEWS, row -> new View(row.text("name"), row.text("sql")));
  }

  private static List<Trigger> triggers(Session session) {
    return session.list(
        TRIGGERS, row -> new Trigger(row.text("name"), row.text("tbl_name"), row.text("sql")));
  }

  /** What is wrong with the content. */
  private static List<String> findings(Session session) {
    List<String> findings = new ArrayList<>(orDamage(() -> Integrity.findings(session)));
    findings.addAll(orDamage(() -> session.list(DANGLING, row -> row.text("finding"))));
    return findings;
  }

  /** Damage can be such that SQLite's check of it fails; that is a finding too. */
  private static List<String> orDamage(Supplier<List<String>> check) {
    try {
      return check.get();
    } catch (StoreException e) {
      if (e.category() != Category.CORRUPT) {
        throw e;
      }
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** The expressions of a table's CHECKs, in its order. */
  static List<String> checks(String sql) {
    List<String> checks = new ArrayList<>();
    String text = SqlText.plain(sql);
    String upper = SqlText.upper(text);
    for (int at = upper.indexOf("CHECK("); at >= 0; at = upper.indexOf("CHECK(", at + 1)) {
      int open = at + "CHECK".length();
      checks.add(text.substring(open + 1, SqlText.closing(text, open)));
    }
    return checks;
  }
}
