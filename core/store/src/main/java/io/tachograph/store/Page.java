package io.tachograph.store;

/**
 * Which rows of a long list, newest first: at most so many, from behind one that was given before.
 * The rows are found by an index, so the thousandth page costs what the first does, and what is
 * added meanwhile does not shift it. Immutable.
 *
 * <p>A page with fewer rows than its limit is the last. Where a list goes by time, the row whose id
 * is {@code after} says the time to go on from, so it has to be there still; where it goes by row
 * id, it need not.
 *
 * @param limit how many rows at most, 1 to {@link #MAX_LIMIT}
 * @param after the row id behind which the page begins; {@link #BEGINNING} for the first page
 */
public record Page(int limit, long after) {
  /** The most rows of a page: their JSON is in memory all at once. */
  public static final int MAX_LIMIT = 1_000;

  /** What the first page begins behind; no row has it. */
  public static final long BEGINNING = Long.MAX_VALUE;

  /** Refuses a limit that is none. */
  public Page {
    Limits.ofPage(limit);
  }

  /** The newest rows. */
  public static Page first(int limit) {
    return new Page(limit, BEGINNING);
  }

  /**
   * The page of the same size that follows.
   *
   * @param lastId the id of the last row of the page before
   */
  public Page after(long lastId) {
    return new Page(limit, lastId);
  }

  /** Whether nothing comes before it. */
  boolean isFirst() {
    return after == BEGINNING;
  }
}
