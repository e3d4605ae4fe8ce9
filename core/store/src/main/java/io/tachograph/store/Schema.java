package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The versions of the schema, and which databases are stores. {@code PRAGMA user_version} says
 * which version a database has; {@link Migration} makes and raises it.
 *
 * <p>Refused, unchanged, are a newer version (it may mean anything), and a database that is no
 * mission store, whatever its number: one that has other tables, or lacks those of its version.
 */
final class Schema {
  /** The version that this release writes; it reads the older ones too. */
  static final int VERSION = 4;

  /** The tables that each version brought, from version 1 on. */
  private static final List<Set<String>> TABLES =
      List.of(
          Set.of("missions", "tool_calls", "decisions", "playbook_runs", "agent_memory"),
          Set.of(
              "session_narrative",
              "domain_concepts",
              "domain_concerns",
              "trajectory",
              "artifacts",
              "quality_gates"),
          Set.of("missions_archive", "tasks", "roadmaps"),
          Set.of("agent_sessions", "projection"));

  /** One statement, hence one moment: another process may be changing the schema meanwhile. */
  private static final Sql FIND =
      new Sql(
          "sqlite_master",
          "SELECT user_version, name FROM pragma_user_version LEFT JOIN main.sqlite_master"
              + " ON type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");

  /**
   * What a database says of itself.
   *
   * @param tables its tables and views
   */
  record Found(int version, Set<String> tables) {
    boolean isEmpty() {
      return version == 0 && tables.isEmpty();
    }

    boolean isOlder() {
      return version < VERSION && !isEmpty();
    }
  }

  private Schema() {}

  /** What a database says of itself. Only reads. */
  static Found find(Session session) {
    List<Found> rows =
        session.list(
            FIND,
            row -> {
              String table = row.textOrNull("name");
              return new Found(
                  (int) row.number("user_version"), table == null ? Set.of() : Set.of(table));
            });
    Set<String> tables = new TreeSet<>();
    rows.forEach(row -> tables.addAll(row.tables()));
    return new Found(rows.get(0).version(), tables);
  }

  /** Refuses what is neither a store of a known version nor an empty database. */
  static void refuseForeign(Found found, Path file) {
    if (found.isEmpty()) {
      return;
    }
    String where = ": file=" + file + " version=" + found.version() + " readable=" + VERSION + ".";
    if (found.version() > VERSION) {
      throw new StoreException(
          Category.NEWER_VERSION,
          "The store was written by a newer release; open it with that one. Nothing was changed"
              + where);
    }
    if (found.version() < 1) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The file is an SQLite database but no mission store; name another file" + where);
    }
    Set<String> missing = new TreeSet<>();
    TABLES.subList(0, found.version()).forEach(missing::addAll);
    missing.removeAll(found.tables());
    if (!missing.isEmpty()) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The database has the version of a mission store but not its tables; name another file:"
              + " file="
              + file
              + " version="
              + found.version()
              + " missing="
              + String.join(",", missing)
              + ".");
    }
  }

  /** As {@link #refuseForeign}, and refuses the empty database too. */
  static void refuseUnreadable(Found found, Path file) {
    refuseForeign(found, file);
    if (found.isEmpty()) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The database is empty: nobody has opened it as a store for writing: file=" + file + ".");
    }
  }
}
