package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives a new store what others added to an old one's schema: tables, columns, indexes, views and
 * triggers. Triggers come last, after the rows, which they would change. For one thread.
 */
final class FreshSchema {
  private static final String OBJECT =
      "sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
  private static final Sql OBJECTS =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM sqlite_master WHERE type <> 'trigger' AND " + OBJECT);
  private static final Sql TRIGGERS =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND " + OBJECT);
  private static final Sql TABLES =
      new Sql(
          "sqlite_master",
          "SELECT name FROM main.sqlite_master WHERE type = 'table' AND " + OBJECT);
  private static final Sql COLUMNS =
      new Sql("pragma_table_info", "SELECT name, type FROM pragma_table_info(?, 'main')");

  private record SchemaObject(String name, String sql) {}

  private final Session old;
  private final StoreFile fresh;
  private List<SchemaObject> triggers = List.of();

  FreshSchema(Session old, StoreFile fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  /**
   * Makes what is lacking, and takes the triggers away.
   *
   * @param keep whether to make what is lacking
   */
  void prepare(boolean keep) throws SQLException {
    try (Session session = fresh.connect("mode=rw")) {
      if (keep) {
        makeObjects(session);
        addColumns(session);
      }
      triggers = objects(session, TRIGGERS);
      for (SchemaObject trigger : triggers) {
        session.execute("DROP TRIGGER " + quoted(trigger.name()));
      }
    }
  }

  /** Makes the triggers again, and with {@code keep} those of others. */
  void finish(boolean keep) throws SQLException {
    try (Session session = fresh.connect("mode=rw")) {
      List<SchemaObject> wanted = new ArrayList<>(triggers);
      if (keep) {
        List<String> names = triggers.stream().map(SchemaObject::name).toList();
        objects(old, TRIGGERS).stream()
            .filter(trigger -> !names.contains(trigger.name()))
            .forEach(wanted::add);
      }
      for (SchemaObject trigger : wanted) {
        session.execute(trigger.sql());
      }
    }
  }

  private void makeObjects(Session session) throws SQLException {
    List<String> present = objects(session, OBJECTS).stream().map(SchemaObject::name).toList();
    for (SchemaObject object : objects(old, OBJECTS)) {
      if (!present.contains(object.name())) {
        if (object.sql().toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL")) {
          throw new StoreException(
              Category.CONSTRAINT,
              "The store has a virtual table, which cannot be carried over; drop it, or discard"
                  + " what others wrote: table="
                  + object.name()
                  + ".");
        }
        session.execute(object.sql());
      }
    }
  }

  private void addColumns(Session session) throws SQLException {
    for (String table : tables(old)) {
      Map<String, String> wanted = columns(old, table);
      wanted.keySet().removeAll(columns(session, table).keySet());
      for (Map.Entry<String, String> column : wanted.entrySet()) {
        // What is no plain type cannot be said again for certain; SQLite needs none.
        String type =
            column.getValue().matches("[\\w ]*(\\([\\d, ]*\\))?") ? column.getValue() : "";
        session.execute(
            "ALTER TABLE " + quoted(table) + " ADD COLUMN " + quoted(column.getKey()) + " " + type);
      }
    }
  }

  private static List<SchemaObject> objects(Session of, Sql sql) {
    return of.list(sql, row -> new SchemaObject(row.text("name"), row.text("sql")));
  }

  private static Map<String, String> columns(Session of, String table) {
    Map<String, String> columns = new TreeMap<>();
    of.list(COLUMNS, row -> Map.entry(row.text("name"), row.text("type")), table)
        .forEach(column -> columns.put(column.getKey(), column.getValue()));
    return columns;
  }

  /** The tables of the database that a session was opened on. */
  static List<String> tables(Session of) {
    return of.list(TABLES, row -> row.text("name"));
  }

  /** A name as SQL takes it whatever it is made of. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
