package io.tachograph.store;

import java.sql.SQLException;
import java.util.List;

/**
 * Gives a migrated database the indexes, views and triggers of a new one. Databases made by others
 * may lack some, or have them in other words (a trigger that writes times in another form). Those
 * of our names are made anew where they differ, for they hold no data; those of other names stay.
 */
final class SchemaCompletion {
  private static final Sql OBJECTS =
      new Sql(
          "sqlite_master",
          "SELECT name, type, sql FROM sqlite_master"
              + " WHERE type IN ('index', 'view', 'trigger') AND sql IS NOT NULL ORDER BY rowid");

  private record SchemaObject(String name, String type, String sql) {
    boolean says(SchemaObject other) {
      return type.equals(other.type) && SqlText.same(sql, other.sql);
    }
  }

  private SchemaCompletion() {}

  /** Does so inside of a transaction in which the database's tables are complete. */
  static void complete(Session session) throws SQLException {
    List<SchemaObject> present = objects(session);
    for (SchemaObject expected : expected()) {
      boolean same = false;
      for (SchemaObject found : present) {
        if (found.name().equalsIgnoreCase(expected.name())) {
          same = found.says(expected);
          if (!same) {
            session.execute("DROP " + found.type() + " " + Columns.quoted(found.name()));
          }
        }
      }
      if (!same) {
        session.execute(expected.sql());
      }
    }
  }

  private static List<SchemaObject> expected() throws SQLException {
    try (Session made = Migration.newInMemory()) {
      return objects(made);
    }
  }

  private static List<SchemaObject> objects(Session session) {
    return session.list(
        OBJECTS, row -> new SchemaObject(row.text("name"), row.text("type"), row.text("sql")));
  }
}
