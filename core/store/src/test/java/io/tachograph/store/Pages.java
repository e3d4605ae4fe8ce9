package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Reads paged lists to their end. */
final class Pages {
  /** Enough for what a test adds. */
  static final Page ALL = Page.first(Page.MAX_LIMIT);

  private Pages() {}

  /** All rows of a list, page by page; each page but the last must be full. */
  static <T> List<T> all(int limit, Function<Page, List<T>> list, ToLongFunction<T> number) {
    List<T> all = new ArrayList<>();
    Page page = Page.first(limit);
    while (true) {
      List<T> rows = list.apply(page);
      all.addAll(rows);
      if (rows.size() < limit) {
        if (!rows.isEmpty()) {
          Page over = page.after(number.applyAsLong(rows.get(rows.size() - 1)));
          assertThat(list.apply(over)).isEmpty();
        }
        return all;
      }
      assertThat(rows).hasSize(limit);
      page = page.after(number.applyAsLong(rows.get(rows.size() - 1)));
    }
  }

  /**
   * Asserts that a list gives the same in one page as in pages of any length, and what it gives.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> void assertPaged(
      Function<Page, List<T>> list, ToLongFunction<T> number, T... expected) {
    assertThat(list.apply(ALL)).containsExactly(expected);
    for (int limit = 1; limit <= expected.length + 1; limit++) {
      assertThat(all(limit, list, number)).as("limit=%d", limit).containsExactly(expected);
    }
  }
}
