package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema and its versions. {@code PRAGMA user_version} says which one a database has; the SQL
 * stands in numbered resources, {@code schema/vN….sql}. No static state: the resources are read
 * where a database is made.
 *
 * <p><b>Where we are.</b> A database of this release has version 2, and two tables ahead of it:
 * {@code tasks} of version 3 and {@code projection} of version 4, because the projection needs them
 * now. The number stays 2, since the rest of 3 and 4 is absent and others that know version 2 must
 * go on to open it; tables more than it asks for do not disturb them.
 *
 * <p><b>How it goes on.</b> A new database starts from the whole version 2 ({@code v2.sql}) and
 * goes up from there like an old one, so that both end equal. Version <i>n</i> becomes <i>n</i> + 1
 * by that version's scripts and {@code PRAGMA user_version}, in one transaction. The scripts of
 * version 3 will be {@code v3-tasks.sql} and, for the rest, a {@code v3.sql}; those of version 4
 * {@code v4-projection.sql} and {@code v4.sql}. The two that run ahead say IF NOT EXISTS
 * throughout, so that it makes no difference whether a database comes from this release (both
 * tables), from an agent in another language (version 2, with or without {@code tasks}), or is new:
 * each table is made once and keeps its rows. A script that is released is not edited; what it made
 * is changed by the next version.
 *
 * <p><b>What is refused</b>, unchanged: a newer version (it may mean anything), version 1 (its
 * migration is to come), and a database that is no mission store, whatever its number.
 */
final class Schema {
  /** The version that this release reads and writes. */
  static final int VERSION = 2;

  private static final String VERSION_SCRIPT = "v2.sql";

  /** In this order; each can run any number of times. */
  private static final List<String> AHEAD_SCRIPTS = List.of("v3-tasks.sql", "v4-projection.sql");

  private static final Set<String> VERSION_TABLES =
      Set.of(
          "missions",
          "tool_calls",
          "decisions",
          "playbook_runs",
          "agent_memory",
          "session_narrative",
          "domain_concepts",
          "domain_concerns",
          "trajectory",
          "artifacts",
          "quality_gates");

  private static final Set<String> AHEAD_TABLES = Set.of("tasks", "projection");

  /** One statement, hence one moment: another process may be making the schema meanwhile. */
  private static final Sql FIND =
      new Sql(
          "sqlite_master",
          "SELECT user_version, name FROM pragma_user_version LEFT JOIN sqlite_master"
              + " ON type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");

  /** What a database says of itself. */
  private record Found(int version, Set<String> tables) {
    boolean isEmpty() {
      return version == 0 && tables.isEmpty();
    }
  }

  private Schema() {}

  /** Refuses what is neither a store of this version nor an empty database. Only reads. */
  static void refuseForeign(Session session, Path file) {
    refuseForeign(find(session), file);
  }

  /** Refuses what is no store of this version, the empty database too. Only reads. */
  static void refuseUnreadable(Session session, Path file) {
    Found found = find(session);
    refuseForeign(found, file);
    if (found.isEmpty()) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The database is empty: nobody has opened it as a store for writing: file=" + file + ".");
    }
  }

  /** Makes the schema where the database is empty, and the tables that run ahead. */
  static void bringUp(Session session, Path file) throws SQLException {
    if (isComplete(find(session))) {
      return;
    }
    session.begin();
    try {
      // Another process may have done it since.
      Found found = find(session);
      refuseForeign(found, file);
      if (found.isEmpty()) {
        session.execute(script(VERSION_SCRIPT));
        session.execute("PRAGMA user_version=" + VERSION);
      }
      for (String ahead : AHEAD_SCRIPTS) {
        session.execute(script(ahead));
      }
      session.commit();
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      throw e;
    }
  }

  private static Found find(Session session) {
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

  private static boolean isComplete(Found found) {
    return found.version() == VERSION && found.tables().containsAll(AHEAD_TABLES);
  }

  private static void refuseForeign(Found found, Path file) {
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
    if (found.version() == 0) {
      throw new StoreException(
          Category.NOT_A_DATABASE,
          "The file is an SQLite database but no mission store; name another file" + where);
    }
    if (found.version() < VERSION) {
      throw new StoreException(
          Category.UNSUPPORTED_VERSION,
          "The store is of an older version, which this release cannot open yet. Nothing was changed"
              + where);
    }
    Set<String> missing = new TreeSet<>(VERSION_TABLES);
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

  private static String script(String name) {
    try (InputStream in = Schema.class.getResourceAsStream("schema/" + name)) {
      if (in == null) {
        throw new IllegalStateException("a schema resource is missing: name=" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a schema resource cannot be read: name=" + name, e);
    }
  }
}
