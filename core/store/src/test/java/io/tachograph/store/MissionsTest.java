package io.tachograph.store;

import static io.tachograph.store.Failures.assertFails;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissionsTest {
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
  void what_is_not_given_gets_the_schema_s_defaults() {
    long id = missions.create(mission("m"));
    assertThat(missions.get("m"))
        .isEqualTo(
            new Mission(
                id,
                "m",
                MissionPhase.CODING,
                MissionStatus.IN_PROGRESS,
                T0,
                null,
                null,
                null,
                null,
                0.0,
                0.8,
                null,
                null,
                null,
                "agency.os/v1alpha1",
                null,
                false));
  }

  @Test
  void every_column_comes_back_as_it_was_given() {
    long id =
        missions.create(
            NewMission.of("größe ✓ '\"", MissionPhase.PLANNING, MissionStatus.FAILED, T0)
                .completedAt(after(5))
                .updatedAt(after(6))
                .planningSubState(PlanningSubState.BUSINESS_VALIDATION)
                .maxCostUsd(10.0)
                .currentCostUsd(12.5)
                .alertThreshold(0.25)
                .costBreakdown(json("{\"PLANNING\":12.50}"))
                .owner("o")
                .description("d")
                .apiVersion("v9")
                .metadata(json("{\"spec\":{\"a\":[1,null,true]}}")));
    Mission expected =
        new Mission(
            id,
            "größe ✓ '\"",
            MissionPhase.PLANNING,
            MissionStatus.FAILED,
            T0,
            after(5),
            after(6),
            PlanningSubState.BUSINESS_VALIDATION,
            10.0,
            12.5,
            0.25,
            json("{\"PLANNING\":12.50}"),
            "o",
            "d",
            "v9",
            json("{\"spec\":{\"a\":[1,null,true]}}"),
            false);
    assertThat(missions.find(id)).contains(expected);
    assertThat(missions.find("größe ✓ '\"")).contains(expected);
  }

  @Test
  void every_status_phase_and_sub_state_passes_the_schema_s_checks() {
    for (MissionStatus status : MissionStatus.values()) {
      for (MissionPhase phase : MissionPhase.values()) {
        String uuid = status + "/" + phase;
        missions.create(NewMission.of(uuid, phase, status, T0));
        assertThat(missions.get(uuid).status()).isEqualTo(status);
        assertThat(missions.get(uuid).phase()).isEqualTo(phase);
      }
    }
    for (PlanningSubState state : PlanningSubState.values()) {
      missions.create(mission(state.text()).planningSubState(state));
      assertThat(missions.get(state.text()).planningSubState()).isEqualTo(state);
    }
  }

  @Test
  void times_are_text_in_utc_that_sorts_by_time() {
    missions.create(NewMission.of("a", MissionPhase.CODING, MissionStatus.PENDING, T0));
    missions.create(
        NewMission.of("b", MissionPhase.CODING, MissionStatus.PENDING, T0.plusNanos(1_234_567)));
    assertThat(Schemas.column(file, "SELECT created_at FROM missions ORDER BY created_at"))
        .containsExactly("2025-11-20T10:00:00.000000Z", "2025-11-20T10:00:00.001234Z");
    assertThat(missions.get("b").createdAt()).isEqualTo(T0.plusNanos(1_234_000));
  }

  @Test
  void ensure_creates_once_and_changes_nothing_afterwards() {
    long id =
        missions.ensure("m", MissionPhase.CODING, MissionStatus.PENDING, T0, "first", "about");
    assertThat(
            missions.ensure("m", MissionPhase.TESTING, MissionStatus.FAILED, after(9), "x", null))
        .isEqualTo(id);
    assertThat(missions.newest(10)).hasSize(1);
    Mission mission = missions.get("m");
    assertThat(mission.phase()).isEqualTo(MissionPhase.CODING);
    assertThat(mission.owner()).isEqualTo("first");
    assertThat(mission.description()).isEqualTo("about");
  }

  @Test
  void update_changes_the_columns_that_are_set_and_no_other() {
    missions.create(mission("m").owner("o").description("d").metadata(json("[1]")));
    missions.create(mission("other").owner("o"));
    missions.update(
        "m", MissionChange.at(after(1)).phase(MissionPhase.TESTING).owner(null).maxCostUsd(3.5));
    Mission mission = missions.get("m");
    assertThat(mission.phase()).isEqualTo(MissionPhase.TESTING);
    assertThat(mission.owner()).isNull();
    assertThat(mission.maxCostUsd()).isEqualTo(3.5);
    assertThat(mission.updatedAt()).isEqualTo(after(1));
    assertThat(mission.description()).isEqualTo("d");
    assertThat(mission.metadata()).isEqualTo(json("[1]"));
    assertThat(mission.status()).isEqualTo(MissionStatus.IN_PROGRESS);
    assertThat(missions.get("other").owner()).isEqualTo("o");
    assertThat(missions.get("other").updatedAt()).isNull();
  }

  @Test
  void a_status_sets_when_it_was_over() {
    missions.create(mission("m"));
    missions.update("m", MissionChange.at(after(1)).status(MissionStatus.COMPLETED));
    assertThat(missions.get("m").completedAt()).isEqualTo(after(1));
    missions.update("m", MissionChange.at(after(2)).status(MissionStatus.IN_PROGRESS));
    assertThat(missions.get("m").completedAt()).isNull();
    missions.update(
        "m", MissionChange.at(after(3)).status(MissionStatus.FAILED).completedAt(after(2)));
    assertThat(missions.get("m").completedAt()).isEqualTo(after(2));
    missions.update("m", MissionChange.at(after(4)).owner("o"));
    assertThat(missions.get("m").completedAt()).isEqualTo(after(2));
  }

  @Test
  void a_mission_that_is_not_there_is_named() {
    assertThatThrownBy(() -> missions.get("gone"))
        .isInstanceOfSatisfying(
            MissionNotFoundException.class,
            e -> {
              assertThat(e.missionUuid()).isEqualTo("gone");
              assertThat(e.category()).isEqualTo(Category.NOT_FOUND);
            })
        .hasMessageContaining("mission_uuid=gone");
    assertThatThrownBy(() -> missions.update("gone", MissionChange.at(T0).owner("x")))
        .isInstanceOf(MissionNotFoundException.class);
    assertThat(missions.find("gone")).isEmpty();
    assertThat(missions.find(99)).isEmpty();
    assertThat(missions.id("gone")).isEmpty();
    assertThat(missions.delete("gone")).isFalse();
  }

  @Test
  void deleting_takes_all_that_belongs_to_it_and_nothing_else() {
    long gone = missions.create(mission("gone"));
    long stays = missions.create(mission("stays"));
    for (long id : new long[] {gone, stays}) {
      store.toolCalls().insert(call(id, "Read", T0));
      store.decisions().insert(new NewDecision(id, "t", null, T0, null, null));
      store.memory().set(id, "k", null, T0, null);
    }
    assertThat(missions.delete("gone")).isTrue();
    assertThat(store.toolCalls().newest(9)).extracting(ToolCall::missionId).containsExactly(stays);
    assertThat(store.decisions().newest(9)).extracting(Decision::missionId).containsExactly(stays);
    assertThat(store.memory().list(gone)).isEmpty();
    assertThat(store.memory().list(stays)).hasSize(1);
  }

  @Test
  void lists_give_the_newest_first_up_to_the_limit() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant createdAt = after(i / 2);
      MissionStatus status = i % 2 == 0 ? MissionStatus.PENDING : MissionStatus.FAILED;
      missions.create(NewMission.of("m" + i, MissionPhase.CODING, status, createdAt));
      newestFirst.add(0, "m" + i);
    }
    assertThat(missions.newest(100)).extracting(Mission::uuid).isEqualTo(newestFirst);
    assertThat(missions.newest(2)).extracting(Mission::uuid).containsExactly("m5", "m4");
    missions.create(NewMission.of("old", MissionPhase.CODING, MissionStatus.PENDING, T0));
    assertThat(missions.newest(1)).extracting(Mission::uuid).containsExactly("old");
    assertThat(missions.withStatus(MissionStatus.PENDING, 2))
        .extracting(Mission::uuid)
        .containsExactly("m4", "m2");
    assertThat(missions.withStatus(MissionStatus.COMPLETED, 2)).isEmpty();
    assertThatThrownBy(() -> missions.newest(0)).hasMessageContaining("limit=0");
  }

  @Test
  void broken_constraints_name_their_column() {
    missions.create(mission("m"));
    assertFails(Category.CONSTRAINT, () -> missions.create(mission("m")))
        .hasMessageContaining("column=missions.mission_uuid")
        .hasMessageContaining("UNIQUE");
    assertFails(Category.CONSTRAINT, () -> missions.create(mission("n").currentCostUsd(-1)))
        .hasMessageContaining("column=missions.current_cost_usd")
        .hasMessageContaining("CHECK");
    assertFails(
            Category.CONSTRAINT,
            () -> missions.update("m", MissionChange.at(T0).alertThreshold(1.5)))
        .hasMessageContaining("column=missions.alert_threshold");
    assertThat(missions.newest(10)).hasSize(1);
    assertThat(missions.get("m").updatedAt()).isNull();
  }

  @Test
  void a_value_that_others_wrote_and_we_cannot_read_is_named_with_its_row() {
    missions.create(mission("m"));
    Schemas.execute(file, "UPDATE missions SET created_at = 'yesterday'");
    assertFails(Category.CORRUPT, () -> missions.get("m"))
        .hasMessageContaining("table=missions column=created_at row=1");
    Schemas.execute(file, "UPDATE missions SET created_at = '2025-11-20', metadata = '{broken'");
    assertFails(Category.CORRUPT, () -> missions.get("m"))
        .hasMessageContaining("table=missions column=metadata row=1");
    Schemas.execute(file, "UPDATE missions SET metadata = ''");
    assertFails(Category.CORRUPT, () -> missions.get("m")).hasMessageContaining("column=metadata");
    Schemas.execute(
        file,
        "PRAGMA ignore_check_constraints=1; UPDATE missions SET metadata = NULL, phase = 'LATER'");
    assertFails(Category.CORRUPT, () -> missions.get("m")).hasMessageContaining("column=phase");
    Schemas.execute(file, "UPDATE missions SET phase = 'CODING'");
    assertThat(missions.get("m").createdAt()).isEqualTo(Instant.parse("2025-11-20T00:00:00Z"));
  }
}
