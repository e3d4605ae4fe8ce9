package io.tachograph.store;

import static io.tachograph.store.WriteTurns.GAP_NANOS;
import static io.tachograph.store.WriteTurns.MAX_STREAK_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteTurnsTest {
  private long now = Long.MAX_VALUE - MAX_STREAK_NANOS / 2; // Such a clock may overflow.
  private final List<Long> pauses = new ArrayList<>();
  private final WriteTurns turns =
      new WriteTurns(
          () -> now,
          nanos -> {
            pauses.add(nanos);
            now += nanos;
          });

  private void transaction(long nanos) {
    turns.begin();
    now += nanos;
    turns.end();
  }

  @Test
  void writing_on_and_on_leaves_a_gap_each_time_a_streak_is_over() {
    for (int i = 0; i < 1_000; i++) {
      transaction(MAX_STREAK_NANOS / 10);
    }
    assertThat(pauses).hasSize(99).containsOnly(GAP_NANOS);
  }

  @Test
  void a_transaction_longer_than_a_streak_is_followed_by_a_gap() {
    for (int i = 0; i < 10; i++) {
      transaction(3 * MAX_STREAK_NANOS);
    }
    assertThat(pauses).hasSize(9);
  }

  @Test
  void writing_that_leaves_gaps_by_itself_is_not_held_up() {
    for (int i = 0; i < 1_000; i++) {
      transaction(MAX_STREAK_NANOS / 2);
      now += GAP_NANOS;
    }
    assertThat(pauses).isEmpty();
  }
}
