package io.tachograph.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Carries rows that are not a ledger's from an old store to one that was made anew from it. For one
 * thread.
 *
 * <p>Whose a row is: as {@link StoreComparison} says. What the ledger's own rows held otherwise in
 * the old store is not carried over: there the ledger is right. A mission that another agent made
 * before the ledger named it keeps the columns of the old store, and so does one that was imported,
 * where the ledger says nothing of them.
 */
final class CarriedRows {
  private static final String FRESH = "fresh";
  private static final String MISSIONS = "missions";
  private static final String TASKS = "tasks";
  private static final String PROJECTION = "projection";

  /** The tables that the projection writes, with what tells a mission's rows apart. */
  private static final List<ComparedTable> OF_MISSIONS =
      List.of(ComparedTable.TOOL_CALLS, ComparedTable.DECISIONS);

  private static final Set<String> PROJECTED =
      Set.of(MISSIONS, TASKS, PROJECTION, "tool_calls", "decisions");

  private final Session session;
  private final StoreFile file;
  private final Path fresh;
  private final SortedMap<String, Long> carried = new TreeMap<>();

  /**
   * @param session the old store's, in no transaction
   * @param fresh the new one, which nobody has open
   */
  CarriedRows(Session session, StoreFile file, Path fresh) {
    this.session = session;
    this.file = file;
    this.fresh = fresh;
  }

  /** Does it; see {@link StoreReplacement#carryOver}. */
  SortedMap<String, Long> carry(String ledgerId, boolean beginningDropped, boolean keep) {
    try {
      FreshSchema schema = new FreshSchema(session, new StoreFile(fresh, file.busyTimeout()));
      schema.prepare(keep);
      session.update(new Sql(MISSIONS, "ATTACH DATABASE ? AS " + FRESH), fresh.toString());
      session.begin();
      try {
        carryAll(ledgerId, beginningDropped);
        if (keep) {
          session.commit();
        } else {
          session.rollback();
        }
      } catch (RuntimeException e) {
        session.rollback();
        throw e;
      }
      session.execute("DETACH DATABASE " + FRESH);
      schema.finish(keep);
      return carried;
    } catch (SQLException e) {
      throw SqliteErrors.of(e, "have its rows carried over", "file=" + file.path());
    }
  }

  private void carryAll(String ledgerId, boolean beginningDropped) {
    carryMissions();
    carryTasks(beginningDropped);
    for (ComparedTable table : OF_MISSIONS) {
      carryOfMissions(table);
    }
    for (String table : FreshSchema.tables(session)) {
      if (!PROJECTED.contains(table)) {
        carryWhole(table);
      }
    }
    archive();
    String positions = columns(PROJECTION, Set.of());
    count(
        PROJECTION,
        "INSERT INTO fresh.projection ("
            + positions
            + ") SELECT "
            + positions
            + " FROM main.projection WHERE ledger_id <> ?",
        ledgerId);
  }

  private void carryMissions() {
    String columns = columns(MISSIONS, Set.of("id"));
    List<String> changed = names(MISSIONS, Set.of("id", "mission_uuid"));
    String imported = ImportedMissions.condition("main", "o.id");
    String assignments =
        changed.stream()
            .map(column -> FreshSchema.quoted(column) + " = o." + FreshSchema.quoted(column))
            .collect(Collectors.joining(", "));
    count(
        MISSIONS,
        "UPDATE fresh.missions AS f SET "
            + assignments
            + " FROM main.missions o"
            + " WHERE o.mission_uuid = f.mission_uuid AND (o.created_at < f.created_at"
            + " OR (o.created_at > f.created_at AND "
            + imported
            + "))");
    carryMetadata(imported);
    count(
        MISSIONS,
        "UPDATE fresh.missions AS f SET "
            + ImportedMissions.assignments(changed, "f", "o")
            + " FROM main.missions o"
            + " WHERE o.mission_uuid = f.mission_uuid AND o.created_at = f.created_at AND "
            + imported);
    count(
        MISSIONS,
        "INSERT INTO fresh.missions ("
            + columns
            + ") SELECT "
            + columns
            + " FROM main.missions o WHERE NOT EXISTS"
            + " (SELECT 1 FROM fresh.missions f WHERE f.mission_uuid = o.mission_uuid)"
            + " ORDER BY id");
  }

  /** What documents added to metadata of the ledger. */
  private void carryMetadata(String imported) {
    record Metadata(long id, String ledger, String both) {}
    List<Metadata> differing =
        session.list(
            new Sql(
                MISSIONS,
                "SELECT f.id, f.metadata AS ledger, o.metadata AS both FROM fresh.missions f"
                    + " JOIN main.missions o ON o.mission_uuid = f.mission_uuid"
                    + " WHERE o.created_at = f.created_at AND o.metadata <> f.metadata AND "
                    + imported),
            row -> new Metadata(row.number("id"), row.text("ledger"), row.text("both")));
    Sql update = new Sql(MISSIONS, "UPDATE fresh.missions SET metadata = ? WHERE id = ?");
    for (Metadata metadata : differing) {
      if (ImportedMissions.holds(metadata.both(), metadata.ledger())) {
        session.update(update, metadata.both(), metadata.id());
      }
    }
  }

  /** What was archived stays so; what was deleted then stays away. */
  private void archive() {
    session.update(
        new Sql(
            MISSIONS,
            "UPDATE fresh.missions AS f SET archived = o.archived FROM main.missions o"
                + " WHERE o.mission_uuid = f.mission_uuid AND o.archived <> 0"));
    String gone =
        "SELECT n.id FROM fresh.missions n"
            + " WHERE n.mission_uuid IN (SELECT mission_uuid FROM main.missions_archive)"
            + " AND n.mission_uuid NOT IN (SELECT mission_uuid FROM main.missions)";
    for (ComparedTable table : OF_MISSIONS) {
      session.update(
          new Sql(
              table.name(),
              "DELETE FROM fresh." + table.name() + " WHERE mission_id IN (" + gone + ")"));
    }
    session.update(new Sql(MISSIONS, "DELETE FROM fresh.missions WHERE id IN (" + gone + ")"));
  }

  private void carryTasks(boolean beginningDropped) {
    String columns = columns(TASKS, Set.of());
    count(
        TASKS,
        "INSERT INTO fresh.tasks ("
            + columns
            + ") SELECT "
            + columns
            + " FROM main.tasks o WHERE NOT EXISTS"
            + " (SELECT 1 FROM fresh.tasks f WHERE f.id = o.id) ORDER BY rowid");
    if (beginningDropped) {
      // Their parents began before the ledger does now, and were not there when they were made.
      session.update(
          new Sql(
              TASKS,
              "UPDATE fresh.tasks AS f SET parent_id = o.parent_id FROM main.tasks o"
                  + " WHERE o.id = f.id AND f.parent_id IS NULL"
                  + " AND EXISTS (SELECT 1 FROM fresh.tasks p WHERE p.id = o.parent_id)"));
    }
  }

  private void carryOfMissions(ComparedTable table) {
    String columns = columns(table.name(), Set.of("id", "mission_id"));
    String same =
        table.identity().stream()
            .map(column -> " AND f." + column + " = o." + column)
            .collect(Collectors.joining());
    count(
        table.name(),
        "INSERT INTO fresh."
            + table.name()
            + " (mission_id, "
            + columns
            + ") SELECT n.id, "
            + qualified("o", columns)
            + " FROM main."
            + table.name()
            + " o JOIN main.missions m ON m.id = o.mission_id"
            + " JOIN fresh.missions n ON n.mission_uuid = m.mission_uuid"
            + " WHERE NOT EXISTS (SELECT 1 FROM fresh."
            + table.name()
            + " f WHERE f.mission_id = n.id"
            + same
            + ") ORDER BY o.id");
  }

  /** A table that the projection does not write. */
  private void carryWhole(String table) {
    List<String> names = names(table, Set.of());
    String name = FreshSchema.quoted(table);
    if (names.isEmpty()) {
      // The new store has no such table, since nothing is kept.
      carried.put(
          table,
          session
              .first(
                  new Sql(table, "SELECT COUNT(*) AS rows FROM main." + name),
                  r -> r.number("rows"))
              .orElse(0L));
    } else if (names.contains("mission_id")) {
      String columns = columns(table, Set.of("mission_id"));
      count(
          table,
          "INSERT INTO fresh."
              + name
              + " (mission_id, "
              + columns
              + ") SELECT n.id, "
              + qualified("o", columns)
              + " FROM main."
              + name
              + " o JOIN main.missions m ON m.id = o.mission_id"
              + " JOIN fresh.missions n ON n.mission_uuid = m.mission_uuid");
    } else {
      String columns = columns(table, Set.of());
      count(
          table,
          "INSERT INTO fresh."
              + name
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM main."
              + name);
    }
  }

  /** The columns that a table has in both. */
  private List<String> names(String table, Set<String> without) {
    return session
        .list(
            new Sql(
                "pragma_table_info",
                "SELECT name FROM pragma_table_info(?, 'main')"
                    + " WHERE name IN (SELECT name FROM pragma_table_info(?, 'fresh')) ORDER BY cid"),
            row -> row.text("name"),
            table,
            table)
        .stream()
        .filter(name -> !without.contains(name))
        .toList();
  }

  private String columns(String table, Set<String> without) {
    return names(table, without).stream()
        .map(FreshSchema::quoted)
        .collect(Collectors.joining(", "));
  }

  private static String qualified(String alias, String columns) {
    return alias + "." + columns.replace(", ", ", " + alias + ".");
  }

  private void count(String table, String sql, Object... parameters) {
    long rows = session.update(new Sql(table, sql), parameters);
    if (rows > 0) {
      carried.merge(table, rows, Long::sum);
    }
  }
}
