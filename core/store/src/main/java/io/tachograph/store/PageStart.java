package io.tachograph.store;

import io.tachograph.store.StoreException.Category;

/** What a page begins behind, where the list does not go by the row id that the caller knows. */
final class PageStart {
  /** Behind every text: to SQLite a blob is greater. */
  private static final byte[] BEHIND_EVERY_TEXT = {0};

  /**
   * A place in a list by time.
   *
   * @param time as a parameter of SQL
   * @param id of the row, among those of one time
   */
  record InTime(Object time, long id) {}

  private PageStart() {}

  /**
   * Where in a list by time a page begins.
   *
   * @param timeOf gives the column {@code timestamp} of the row with an id
   */
  static InTime inTime(Session session, Sql timeOf, Page page) {
    if (page.isFirst()) {
      return new InTime(BEHIND_EVERY_TEXT, page.after());
    }
    // As text, as it stands there: others write times in other forms, and the index goes by those.
    return session
        .first(timeOf, row -> new InTime(row.text("timestamp"), page.after()), page.after())
        .orElseThrow(() -> gone(timeOf.table(), page.after()));
  }

  /**
   * Behind which row number a page begins.
   *
   * @param numberOf gives the {@code rowid} of the row with an id as the column {@code number}
   */
  static long number(Session session, Sql numberOf, TextPage page) {
    String after = page.after();
    return after == null
        ? Page.BEGINNING
        : session
            .first(numberOf, row -> row.number("number"), after)
            .orElseThrow(() -> gone(numberOf.table(), after));
  }

  private static StoreException gone(String table, Object after) {
    return new StoreException(
        Category.NOT_FOUND,
        "The row that the page goes on behind was deleted; begin with the first page: table="
            + table
            + " after="
            + after
            + ".");
  }
}
