package io.tachograph.store;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database's schema is, and how it differs from that of a new store of this release.
 * Immutable.
 *
 * @param file the database, absolute
 * @param version its schema version
 * @param expectedVersion this release's; an older one is migrated when it is opened for writing
 * @param tables its tables, but SQLite's own
 * @param views its views
 * @param triggers its triggers
 * @param findings what is wrong with its content: what SQLite's integrity check says, and rows that
 *     refer to others that are not there; at most some hundreds, empty for a sound database
 * @param differences what is missing, more or different
 */
public record SchemaReport(
    Path file,
    int version,
    int expectedVersion,
    List<Table> tables,
    List<View> views,
    List<Trigger> triggers,
    List<String> findings,
    List<Difference> differences) {

  /**
   * A table.
   *
   * @param columns in their order
   * @param indexes with those that SQLite makes by itself for what is unique
   * @param checks the expressions of its CHECKs, in one line each
   */
  public record Table(
      String name,
      List<Column> columns,
      List<Index> indexes,
      List<ForeignKey> foreignKeys,
      List<String> checks) {
    /** Makes the lists unmodifiable. */
    public Table {
      columns = List.copyOf(columns);
      indexes = List.copyOf(indexes);
      foreignKeys = List.copyOf(foreignKeys);
      checks = List.copyOf(checks);
    }
  }

  /**
   * A column.
   *
   * @param type as declared, may be empty
   * @param defaultValue an SQL expression, or null
   * @param keyPosition its place in the primary key from 1 on, 0 where it is none of it
   */
  public record Column(
      String name, String type, boolean notNull, @Nullable String defaultValue, int keyPosition) {}

  /**
   * An index.
   *
   * @param columns in their order; an expression is {@code <expression>}
   * @param madeBySqlite whether it stands for a PRIMARY KEY or UNIQUE of the table
   */
  public record Index(String name, List<String> columns, boolean unique, boolean madeBySqlite) {
    /** Makes the list unmodifiable. */
    public Index {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column that refers to another table's.
   *
   * @param onDelete what becomes of the row when the other goes: CASCADE and the like
   */
  public record ForeignKey(String column, String table, String foreignColumn, String onDelete) {}

  /**
   * A view.
   *
   * @param sql its definition
   */
  public record View(String name, String sql) {}

  /**
   * A trigger.
   *
   * @param table what it watches
   * @param sql its definition
   */
  public record Trigger(String name, String table, String sql) {}

  /** In which way something differs. */
  public enum Kind {
    /** A new store has it, and this database does not. */
    MISSING,
    /** This database has it, and a new store does not. */
    MORE,
    /** Both have it, and it is not the same. */
    DIFFERENT
  }

  /**
   * Something that differs.
   *
   * @param object what it is: {@code column missions.owner}, {@code index idx_tasks_parent}
   * @param expected how a new store has it, or null
   * @param found how this database has it, or null
   */
  public record Difference(
      Kind kind, String object, @Nullable String expected, @Nullable String found) {}

  /** Makes the lists unmodifiable. */
  public SchemaReport {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    triggers = List.copyOf(triggers);
    findings = List.copyOf(findings);
    differences = List.copyOf(differences);
  }

  /** Whether it is like a new store of this release, and sound. */
  public boolean isClean() {
    return findings.isEmpty() && differences.isEmpty();
  }

  /**
   * Looks at a database of any version, and checks all of its content, which takes time in
   * proportion to its size. Nothing is created or changed in its folder.
   *
   * @throws StoreException with category NOT_FOUND, NOT_A_DATABASE, CORRUPT if not even its schema
   *     can be read; BUSY, IO
   */
  public static SchemaReport of(Path file) {
    StoreFile storeFile = new StoreFile(file.toAbsolutePath(), SqliteStore.BUSY_TIMEOUT);
    try (Readers readers = new Readers(storeFile, session -> true)) {
      return readers.read(session -> SchemaReading.report(session, storeFile.path()));
    }
  }
}
