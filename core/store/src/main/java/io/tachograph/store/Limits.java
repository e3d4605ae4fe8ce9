package io.tachograph.store;

/** Checks of what callers ask for. */
final class Limits {
  private Limits() {}

  /** The number of rows that a caller wants at most, 1 or above. */
  static int positive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a list has room for 1 row or more: limit=" + limit);
    }
    return limit;
  }

  /** The number of rows of a page, 1 to {@link Page#MAX_LIMIT}. */
  static int ofPage(int limit) {
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      throw new IllegalArgumentException(
          "a page has 1 to " + Page.MAX_LIMIT + " rows: limit=" + limit);
    }
    return limit;
  }
}
