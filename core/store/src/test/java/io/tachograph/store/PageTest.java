package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void the_first_page_begins_before_every_row_and_the_next_behind_the_last() {
    assertThat(Page.first(10)).isEqualTo(new Page(10, Long.MAX_VALUE));
    assertThat(Page.first(10).isFirst()).isTrue();
    assertThat(Page.first(10).after(7)).isEqualTo(new Page(10, 7));
    assertThat(Page.first(10).after(7).isFirst()).isFalse();
    assertThat(TextPage.first(10)).isEqualTo(new TextPage(10, null));
    assertThat(TextPage.first(10).after("t")).isEqualTo(new TextPage(10, "t"));
  }

  @Test
  void a_page_is_bounded() {
    assertThat(Page.first(Page.MAX_LIMIT).limit()).isEqualTo(1_000);
    assertThat(TextPage.first(Page.MAX_LIMIT).limit()).isEqualTo(1_000);
    for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, Page.MAX_LIMIT + 1}) {
      assertThatThrownBy(() -> Page.first(limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a page has 1 to 1000 rows: limit=" + limit);
      assertThatThrownBy(() -> TextPage.first(limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a page has 1 to 1000 rows: limit=" + limit);
    }
  }
}
