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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissionArchiveTest {
  private static final Page PAGE = Page.first(10);

  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Missions missions;
  private MissionArchive archive;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    missions = store.missions();
    archive = store.missionArchive();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private long over(String uuid, MissionStatus status, long seconds) {
    long id = missions.create(mission(uuid));
    missions.update(uuid, MissionChange.at(after(seconds)).status(status));
    return id;
  }

  private static List<String> uuids(List<Mission> missions) {
    return missions.stream().map(Mission::uuid).toList();
  }

  private long rows(String table) {
    return Long.parseLong(Schemas.column(file, "SELECT count(*) FROM " + table).get(0));
  }

  @Test
  void what_was_over_before_a_time_is_archived_and_nothing_else() {
    over("completed", MissionStatus.COMPLETED, 9);
    over("failed", MissionStatus.FAILED, 8);
    over("later", MissionStatus.COMPLETED, 10);
    missions.create(mission("going on"));
    missions.create(NewMission.of("waiting", MissionPhase.CODING, MissionStatus.PENDING, T0));
    missions.create(NewMission.of("no time", MissionPhase.CODING, MissionStatus.FAILED, T0));
    assertThat(archive.archive(after(10))).isEqualTo(2);
    assertThat(uuids(archive.copies(PAGE))).containsExactlyInAnyOrder("completed", "failed");
    assertThat(uuids(missions.archived(PAGE))).containsExactly("failed", "completed");
    assertThat(uuids(missions.history(PAGE)))
        .containsExactly("no time", "waiting", "going on", "later");
    assertThat(archive.archive(after(10))).as("once").isZero();
    assertThat(archive.copies(PAGE)).hasSize(2);
  }

  @Test
  void a_copy_has_every_column() {
    missions.create(
        NewMission.of("m", MissionPhase.PLANNING, MissionStatus.FAILED, T0)
            .completedAt(after(5))
            .updatedAt(after(6))
            .planningSubState(PlanningSubState.RESEARCH)
            .maxCostUsd(10.0)
            .currentCostUsd(12.5)
            .alertThreshold(0.25)
            .costBreakdown(json("{\"PLANNING\":12.50}"))
            .owner("o")
            .description("d")
            .apiVersion("v9")
            .metadata(json("[1]")));
    archive.archive(after(6));
    Mission copy = archive.copies(PAGE).get(0);
    assertThat(copy).usingRecursiveComparison().ignoringFields("id").isEqualTo(missions.get("m"));
    assertThat(copy.archived()).isTrue();
    List<String> columns =
        Schemas.column(file, "SELECT name FROM pragma_table_info('missions') WHERE name <> 'id'");
    for (String column : columns) {
      assertThat(Schemas.column(file, "SELECT " + column + " FROM missions_archive"))
          .as(column)
          .doesNotContainNull()
          .isEqualTo(Schemas.column(file, "SELECT " + column + " FROM missions"));
    }
  }

  @Test
  void all_that_refers_to_an_archived_mission_stays_with_it() {
    long id = over("m", MissionStatus.COMPLETED, 1);
    store.toolCalls().insert(call(id, "Read", T0));
    store.memory().set(id, "k", json("1"), T0, null);
    archive.archive(after(2));
    assertThat(missions.find(id).orElseThrow().archived()).isTrue();
    assertThat(missions.get("m").id()).isEqualTo(id);
    assertThat(store.toolCalls().ofMission(id, PAGE)).hasSize(1);
    assertThat(store.memory().get(id, "k")).isPresent();
    assertThat(missions.ensure("m", MissionPhase.CODING, MissionStatus.PENDING, T0, null, null))
        .isEqualTo(id);
    store.toolCalls().insert(call(id, "Read", after(3)));
    assertThat(store.toolCalls().ofMission(id, PAGE)).hasSize(2);
  }

  @Test
  void every_list_leaves_out_what_is_archived() {
    over("gone", MissionStatus.COMPLETED, 1);
    over("stays", MissionStatus.COMPLETED, 9);
    for (String uuid : List.of("gone", "stays")) {
      missions.update(
          uuid, MissionChange.at(after(9)).owner("o").maxCostUsd(1.0).currentCostUsd(2));
    }
    archive.archive(after(2));
    assertThat(uuids(missions.newest(10))).containsExactly("stays");
    assertThat(uuids(missions.history(PAGE))).containsExactly("stays");
    assertThat(uuids(missions.withStatus(MissionStatus.COMPLETED, 10))).containsExactly("stays");
    assertThat(uuids(missions.withStatus(MissionStatus.COMPLETED, PAGE))).containsExactly("stays");
    assertThat(uuids(missions.inPhase(MissionPhase.CODING, PAGE))).containsExactly("stays");
    assertThat(uuids(missions.ownedBy("o", PAGE))).containsExactly("stays");
    assertThat(uuids(missions.overBudget(PAGE))).containsExactly("stays");
    assertThat(uuids(missions.atAlertThreshold(PAGE))).containsExactly("stays");
  }

  @Test
  void a_mission_whose_mark_others_left_null_is_in_the_lists_and_can_be_archived() {
    over("m", MissionStatus.COMPLETED, 1);
    Schemas.execute(file, "UPDATE missions SET archived = NULL");
    assertThat(uuids(missions.history(PAGE))).containsExactly("m");
    assertThat(missions.get("m").archived()).isFalse();
    assertThat(archive.archive(after(2))).isEqualTo(1);
  }

  @Test
  void a_mission_that_goes_on_is_in_the_lists_again_and_can_be_archived_again() {
    over("m", MissionStatus.COMPLETED, 1);
    archive.archive(after(2));
    missions.update("m", MissionChange.at(after(3)).status(MissionStatus.IN_PROGRESS));
    assertThat(uuids(missions.history(PAGE))).containsExactly("m");
    assertThat(missions.archived(PAGE)).isEmpty();
    missions.update("m", MissionChange.at(after(4)).status(MissionStatus.FAILED));
    assertThat(archive.archive(after(5))).isEqualTo(1);
    assertThat(archive.copies(PAGE))
        .extracting(Mission::status)
        .containsExactly(MissionStatus.FAILED, MissionStatus.COMPLETED);
    assertThat(archive.copies(Page.first(1)))
        .extracting(Mission::status)
        .containsExactly(MissionStatus.FAILED);
  }

  @Test
  void deleting_what_is_archived_takes_all_that_refers_to_it_and_leaves_the_copies() {
    long gone = over("gone", MissionStatus.COMPLETED, 1);
    long stays = over("stays", MissionStatus.COMPLETED, 9);
    for (long id : new long[] {gone, stays}) {
      store.toolCalls().insert(call(id, "Read", T0));
    }
    archive.archive(after(2));
    assertThat(archive.deleteArchived()).isEqualTo(1);
    assertThat(missions.find("gone")).isEmpty();
    assertThat(store.toolCalls().ofMission(gone, PAGE)).isEmpty();
    assertThat(store.toolCalls().ofMission(stays, PAGE)).hasSize(1);
    assertThat(uuids(archive.copies(PAGE))).containsExactly("gone");
    assertThat(archive.deleteArchived()).isZero();
  }

  @Test
  void what_has_no_copy_that_is_up_to_date_is_not_deleted() {
    over("marked by others", MissionStatus.COMPLETED, 1);
    Schemas.execute(file, "UPDATE missions SET archived = 1");
    over("changed since", MissionStatus.COMPLETED, 1);
    over("goes on past us", MissionStatus.COMPLETED, 1);
    archive.archive(after(2));
    missions.addCost("changed since", 1, after(3));
    Schemas.execute(
        file, "UPDATE missions SET status = 'in_progress' WHERE mission_uuid = 'goes on past us'");
    assertThat(archive.deleteArchived()).isZero();
    assertThat(rows("missions")).isEqualTo(3);
  }

  @Test
  void archiving_is_all_or_nothing() {
    over("m", MissionStatus.COMPLETED, 1);
    Schemas.execute(
        file,
        "CREATE TRIGGER theirs BEFORE UPDATE OF archived ON missions"
            + " BEGIN SELECT RAISE(ABORT, 'not today'); END");
    assertThatThrownBy(() -> archive.archive(after(2))).isInstanceOf(ConstraintException.class);
    assertThat(rows("missions_archive")).isZero();
    assertThat(missions.get("m").archived()).isFalse();
  }

  @Test
  void a_mark_that_is_neither_0_nor_1_is_named_with_its_row() {
    missions.create(mission("m"));
    Schemas.execute(file, "UPDATE missions SET archived = 7");
    assertFails(Category.CORRUPT, () -> missions.get("m"))
        .hasMessageContaining("table=missions column=archived row=1");
  }
}
