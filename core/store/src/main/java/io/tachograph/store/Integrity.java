package io.tachograph.store;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.List;

/**
 * SQLite's own check of a database, which reads all of it.
 *
 * <p>An open checks all of a database of up to {@link #MAX_CHECKED_BYTES}, and one that will be
 * migrated whatever its size. Of a larger one it checks what SQLite does for any: the header, that
 * the file has all of its pages, and that the schema can be read.
 */
final class Integrity {
  /** What an open checks in whole. */
  static final long MAX_CHECKED_BYTES = 16L << 20;

  /** Of what may be very many. */
  static final int MAX_FINDINGS = 100;

  private static final int MAX_SAID = 3;

  private static final Sql SIZE =
      new Sql(
          "sqlite_master",
          "SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size");
  private static final Sql CHECK =
      new Sql("sqlite_master", "PRAGMA integrity_check(" + MAX_FINDINGS + ")");

  private Integrity() {}

  /**
   * Refuses a database that SQLite finds damaged. Only reads.
   *
   * @param whole whether to check all of it whatever its size
   */
  static void refuseDamaged(Session session, Path file, boolean whole) {
    if (!whole && size(session) > MAX_CHECKED_BYTES) {
      return;
    }
    List<String> findings = findings(session);
    if (!findings.isEmpty()) {
      throw new StoreException(
          Category.CORRUPT,
          "The database is damaged; restore a backup of it, or move it away to have it made anew."
              + " Nothing was changed: file="
              + file
              + " findings="
              + findings.size()
              + " sqlite="
              + String.join("; ", findings.subList(0, Math.min(MAX_SAID, findings.size())))
              + ".");
    }
  }

  /** What SQLite finds wrong, at most {@link #MAX_FINDINGS}; empty for a sound database. */
  static List<String> findings(Session session) {
    List<String> said = session.list(CHECK, row -> row.text("integrity_check"));
    return said.equals(List.of("ok")) ? List.of() : said;
  }

  private static long size(Session session) {
    return session.first(SIZE, row -> row.number("bytes")).orElse(0L);
  }
}
