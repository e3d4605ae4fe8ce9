package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * As {@link Page}, for tables whose rows have a text for an id. The row whose id is {@code after}
 * says where to go on, so it has to be there still. Immutable.
 *
 * @param limit how many rows at most, 1 to {@link Page#MAX_LIMIT}
 * @param after the id of the row behind which the page begins; null for the first page
 */
public record TextPage(int limit, @Nullable String after) {
  /** Refuses a limit that is none. */
  public TextPage {
    Limits.ofPage(limit);
  }

  /** The newest rows. */
  public static TextPage first(int limit) {
    return new TextPage(limit, null);
  }

  /**
   * The page of the same size that follows.
   *
   * @param lastId the id of the last row of the page before
   */
  public TextPage after(String lastId) {
    return new TextPage(limit, lastId);
  }
}
