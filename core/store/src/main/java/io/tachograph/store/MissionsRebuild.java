package io.tachograph.store;

import io.tachograph.store.SchemaReport.Column;
import io.tachograph.store.StoreException.Category;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What hangs on the table of missions and would go with it when version 2 makes it anew: columns
 * that version 1 does not have, and indexes and triggers of others. Remembered before, put back
 * afterwards, in the same transaction.
 */
final class MissionsRebuild {
  private static final String TABLE = "missions";

  /** What the script of version 2 copies. */
  private static final Set<String> COPIED =
      Set.of("id", "mission_uuid", "phase", "status", "created_at", "completed_at", "metadata");

  private static final Sql DEPENDENTS =
      new Sql(
          "sqlite_master",
          "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'missions' COLLATE NOCASE"
              + " AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid");

  private static final Sql IS_THERE =
      new Sql("sqlite_master", "SELECT name FROM sqlite_master WHERE name = ?");

  /** Agents whose foreign keys are off may have left rows behind, which stay as they are. */
  private static final Sql DANGLING =
      new Sql(
          "sqlite_master",
          "SELECT \"table\" || ' ' || parent || ' ' || count(*) AS rows"
              + " FROM pragma_foreign_key_check GROUP BY \"table\", parent ORDER BY 1");

  private record Dependent(String name, String sql) {}

  private final List<Column> columns;
  private final List<Dependent> dependents;
  private final List<String> dangling;

  private MissionsRebuild(List<Column> columns, List<Dependent> dependents, List<String> dangling) {
    this.columns = columns;
    this.dependents = dependents;
    this.dangling = dangling;
  }

  /** Remembers what is there. */
  static MissionsRebuild before(Session session) throws SQLException {
    List<Column> more =
        Columns.of(session, TABLE).stream().filter(c -> !COPIED.contains(c.name())).toList();
    if (!more.isEmpty()) {
      session.execute(
          "CREATE TEMP TABLE missions_more AS SELECT id, "
              + more.stream().map(c -> Columns.quoted(c.name())).collect(Collectors.joining(", "))
              + " FROM main.missions");
    }
    return new MissionsRebuild(
        more,
        session.list(DEPENDENTS, row -> new Dependent(row.text("name"), row.text("sql"))),
        dangling(session));
  }

  /** Puts it back, and fails if a row has lost its mission. */
  void restore(Session session) throws SQLException {
    List<String> known = Columns.names(session, TABLE);
    for (Column column : columns) {
      String name = Columns.quoted(column.name());
      if (!known.contains(column.name())) {
        session.execute("ALTER TABLE missions ADD COLUMN " + name + " " + type(column));
      }
      session.execute(
          "UPDATE missions SET "
              + name
              + " = (SELECT more."
              + name
              + " FROM temp.missions_more more WHERE more.id = missions.id)");
    }
    if (!columns.isEmpty()) {
      session.execute("DROP TABLE temp.missions_more");
    }
    for (Dependent dependent : dependents) {
      if (session.first(IS_THERE, row -> row.text("name"), dependent.name()).isEmpty()) {
        session.execute(dependent.sql());
      }
    }
    List<String> now = dangling(session);
    if (!now.equals(dangling)) {
      throw new StoreException(
          Category.CORRUPT,
          "Rows would refer to missions that are not there, so nothing was migrated; check the"
              + " database: table, parent, rows before="
              + dangling
              + " after="
              + now
              + ".");
    }
  }

  private static List<String> dangling(Session session) {
    return session.list(DANGLING, row -> row.text("rows"));
  }

  private static String type(Column column) {
    // What is no plain type cannot be said again for certain; SQLite needs none.
    return column.type().matches("[\\w ]*(\\([\\d, ]*\\))?") ? column.type() : "";
  }
}
