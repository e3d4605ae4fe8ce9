package io.tachograph.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How large a store is. Immutable.
 *
 * @param fileBytes the database's length
 * @param logBytes the length of the log beside it, which empties into the database; 0 for none
 * @param pageBytes the length of a page
 * @param pages how many the database has, those in the log included
 * @param freePages how many of them hold nothing; {@link SqliteStore#vacuum} gives them back
 * @param schemaVersion the schema's
 * @param rows how many rows each table has, by name, at one moment
 * @param lastBackup the youngest of the {@linkplain KeptBackups backups} beside the store, or null
 */
public record StoreStats(
    long fileBytes,
    long logBytes,
    long pageBytes,
    long pages,
    long freePages,
    int schemaVersion,
    SortedMap<String, Long> rows,
    KeptBackups.@Nullable Backup lastBackup) {
  /** From which size on a store is worth a word unless configured: 100 MB. */
  public static final long DEFAULT_WARN_BYTES = 100_000_000L;

  private static final Sql PAGES =
      new Sql(
          "sqlite_master",
          "SELECT page_size, page_count, freelist_count, user_version FROM pragma_page_size,"
              + " pragma_page_count, pragma_freelist_count, pragma_user_version");

  private static final Sql TABLES =
      new Sql(
          "sqlite_master",
          "SELECT name FROM sqlite_master WHERE type = 'table'"
              + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");

  /** Makes the rows unmodifiable. */
  public StoreStats {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /** The database and its log, in bytes. */
  public long bytes() {
    return fileBytes + logBytes;
  }

  /** Reads them. */
  static StoreStats read(Session session, StoreFile file) {
    StoreFile.Look look = file.look();
    SortedMap<String, Long> rows = rows(session);
    return session
        .first(
            PAGES,
            row ->
                new StoreStats(
                    look.size(),
                    Math.max(look.walSize(), 0),
                    row.number("page_size"),
                    row.number("page_count"),
                    row.number("freelist_count"),
                    (int) row.number("user_version"),
                    rows,
                    new KeptBackups(file.path()).newest()))
        .orElseThrow(() -> new IllegalStateException("a pragma gave no row: file=" + file.path()));
  }

  private static SortedMap<String, Long> rows(Session session) {
    List<String> tables = session.list(TABLES, row -> row.text("name"));
    if (tables.isEmpty()) {
      return Collections.emptySortedMap();
    }
    // One statement, hence one moment.
    String text =
        tables.stream()
            .map(
                table ->
                    "SELECT '"
                        + table.replace("'", "''")
                        + "' AS name, COUNT(*) AS number FROM \""
                        + table.replace("\"", "\"\"")
                        + "\"")
            .collect(Collectors.joining(" UNION ALL "));
    SortedMap<String, Long> rows = new TreeMap<>();
    session
        .list(
            new Sql("sqlite_master", text),
            row -> Map.entry(row.text("name"), row.number("number")))
        .forEach(count -> rows.put(count.getKey(), count.getValue()));
    return rows;
  }
}
