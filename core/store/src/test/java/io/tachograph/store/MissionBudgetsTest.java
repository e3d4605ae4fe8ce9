package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissionBudgetsTest {
  private static final Page PAGE = Page.first(10);

  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Missions missions;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    missions = store.missions();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void cost_adds_up() {
    missions.create(mission("m"));
    missions.create(mission("other"));
    assertThat(missions.addCost("m", 1.5, after(1))).isEqualTo(1.5);
    assertThat(missions.addCost("m", 2.25, after(2))).isEqualTo(3.75);
    assertThat(missions.addCost("m", -3.75, after(3))).isZero();
    assertThat(missions.get("m").currentCostUsd()).isZero();
    assertThat(missions.get("m").updatedAt()).isEqualTo(after(3));
    assertThat(missions.get("other").updatedAt()).isNull();
    assertFails(Category.NOT_FOUND, () -> missions.addCost("gone", 1, T0))
        .isInstanceOf(MissionNotFoundException.class);
  }

  @Test
  void a_cost_that_others_left_null_counts_as_none() {
    missions.create(mission("m"));
    Schemas.execute(file, "UPDATE missions SET current_cost_usd = NULL");
    assertThat(missions.get("m").currentCostUsd()).isNull();
    assertThat(missions.addCost("m", 2, T0)).isEqualTo(2);
  }

  @Test
  void a_cost_never_falls_below_nothing() {
    missions.create(mission("m").currentCostUsd(1));
    assertThatThrownBy(() -> missions.addCost("m", -1.01, after(1)))
        .isInstanceOfSatisfying(
            ConstraintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ConstraintException.Kind.CHECK);
              assertThat(e.columns()).containsExactly("current_cost_usd");
            });
    assertThat(missions.get("m").currentCostUsd()).isEqualTo(1);
    assertThat(missions.get("m").updatedAt()).isNull();
  }

  @Test
  void what_is_no_number_is_refused_and_does_not_become_null() {
    missions.create(mission("m").currentCostUsd(1).maxCostUsd(2.0));
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> missions.addCost("m", bad, T0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("current_cost_usd=" + bad);
      assertThatThrownBy(() -> MissionChange.at(T0).currentCostUsd(bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> MissionChange.at(T0).maxCostUsd(bad))
          .hasMessageContaining("max_cost_usd=" + bad);
      assertThatThrownBy(() -> MissionChange.at(T0).alertThreshold(bad))
          .hasMessageContaining("alert_threshold=" + bad);
    }
    assertThat(missions.get("m").currentCostUsd()).isEqualTo(1);
    assertThat(missions.get("m").maxCostUsd()).isEqualTo(2);
  }

  @Test
  void budgets_are_compared_with_what_was_spent() {
    missions.create(mission("unlimited").currentCostUsd(1e9));
    missions.create(mission("below").maxCostUsd(10.0).currentCostUsd(7.99));
    missions.create(mission("at threshold").maxCostUsd(10.0).currentCostUsd(8));
    missions.create(mission("at budget").maxCostUsd(10.0).currentCostUsd(10));
    missions.create(mission("over").maxCostUsd(10.0).currentCostUsd(10.01));
    missions.create(mission("own threshold").maxCostUsd(10.0).currentCostUsd(2).alertThreshold(.2));
    assertThat(missions.overBudget(PAGE)).extracting(Mission::uuid).containsExactly("over");
    assertThat(missions.atAlertThreshold(PAGE))
        .extracting(Mission::uuid)
        .containsExactly("own threshold", "over", "at budget", "at threshold");
    Page behindOver = PAGE.after(missions.get("over").id());
    assertThat(missions.overBudget(behindOver)).isEmpty();
    assertThat(missions.atAlertThreshold(behindOver))
        .extracting(Mission::uuid)
        .containsExactly("at budget", "at threshold");
    assertThat(missions.atAlertThreshold(Page.first(1)))
        .extracting(Mission::uuid)
        .containsExactly("own threshold");
    missions.update("over", MissionChange.at(T0).maxCostUsd(null));
    missions.update("unlimited", MissionChange.at(T0).maxCostUsd(0.0));
    assertThat(missions.overBudget(PAGE)).extracting(Mission::uuid).containsExactly("unlimited");
  }

  @Test
  void no_addition_of_several_at_once_is_lost() throws Exception {
    missions.create(mission("m"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SqliteStore second = SqliteStore.open(file)) {
      List<Future<?>> adding = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Missions each = i % 2 == 0 ? missions : second.missions();
        adding.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    each.addCost("m", 0.5, T0);
                  }
                }));
      }
      for (Future<?> each : adding) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(missions.get("m").currentCostUsd()).isEqualTo(100);
  }
}
