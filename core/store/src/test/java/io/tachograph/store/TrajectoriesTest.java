package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoriesTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private Trajectories trajectories;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    trajectories = store.trajectories();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static NewTrajectory in(long missionId, String phase, JsonNode blockers) {
    return new NewTrajectory(missionId, phase, null, null, blockers, T0);
  }

  @Test
  void a_mission_stands_where_it_was_last_set() {
    assertThat(trajectories.get(missionId)).isEmpty();
    trajectories.set(
        new NewTrajectory(
            missionId,
            "CODING",
            "gr\u00f6\u00dfe \u2713",
            json("[\"PLANNING\"]"),
            json("[\"2 failing tests\"]"),
            T0));
    assertThat(trajectories.get(missionId))
        .contains(
            new Trajectory(
                1,
                missionId,
                "CODING",
                "gr\u00f6\u00dfe \u2713",
                json("[\"PLANNING\"]"),
                json("[\"2 failing tests\"]"),
                T0));
    trajectories.set(new NewTrajectory(missionId, "TESTING", null, null, null, after(1)));
    assertThat(trajectories.get(missionId))
        .contains(new Trajectory(1, missionId, "TESTING", null, null, null, after(1)));
    assertThat(trajectories.delete(missionId)).isTrue();
    assertThat(trajectories.delete(missionId)).isFalse();
    assertThat(trajectories.get(missionId)).isEmpty();
  }

  @Test
  void missions_are_found_by_phase() {
    List<Trajectory> coding = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long id = store.missions().create(mission("m" + i));
      String phase = i == 2 ? "TESTING" : "CODING";
      trajectories.set(in(id, phase, null));
      if (i != 2) {
        coding.add(new Trajectory(i + 1, id, phase, null, null, null, T0));
      }
    }
    Collections.reverse(coding);
    Pages.assertPaged(
        page -> trajectories.inPhase("CODING", page),
        Trajectory::id,
        coding.toArray(new Trajectory[0]));
    assertThat(trajectories.inPhase("none", Pages.ALL)).isEmpty();
  }

  @Test
  void missions_with_blockers_are_those_whose_list_is_not_empty() {
    List<Trajectory> blocked = new ArrayList<>();
    String[] documents = {
      null, "[]", "null", "[\"one\"]", "\"in words\"", "7", "[null]", "{}", "[1,2]", "[[]]"
    };
    for (int i = 0; i < documents.length; i++) {
      long id = store.missions().create(mission("m" + i));
      JsonNode blockers = documents[i] == null ? null : json(documents[i]);
      trajectories.set(in(id, "CODING", blockers));
      if (i >= 3) {
        blocked.add(new Trajectory(i + 1, id, "CODING", null, null, blockers, T0));
      }
      assertThat(trajectories.get(id).orElseThrow().isBlocked()).as(documents[i]).isEqualTo(i >= 3);
    }
    Collections.reverse(blocked);
    Pages.assertPaged(trajectories::blocked, Trajectory::id, blocked.toArray(new Trajectory[0]));
  }

  @Test
  void blockers_of_others_are_read_in_each_of_their_forms() {
    String[] stored = {"' [ ] '", "x'5b5d'", "'[NaN]'", "x'5b315d'", "'[1, 2]'", "1.5"};
    for (int i = 0; i < stored.length; i++) {
      long id = store.missions().create(mission("m" + i));
      Schemas.execute(
          file,
          "INSERT INTO trajectory (mission_id, current_phase, blockers, updated_at) VALUES ("
              + id
              + ", 'CODING', "
              + stored[i]
              + ", '2025-11-20T10:00:00Z')");
    }
    assertThat(trajectories.blocked(Pages.ALL))
        .allMatch(Trajectory::isBlocked)
        .extracting(Trajectory::id)
        .containsExactly(6L, 5L, 4L, 3L);
    Schemas.execute(file, "UPDATE trajectory SET blockers = '[1' WHERE id = 1");
    assertCorrupt("trajectory", "blockers", 1, () -> trajectories.blocked(Pages.ALL));
    assertThat(trajectories.blocked(Page.first(4))).hasSize(4);
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("trajectory", () -> trajectories.set(in(99, "CODING", null)));
    assertNotNull("trajectory", "current_phase", () -> trajectories.set(in(missionId, null, null)));
    assertNotNull(
        "trajectory",
        "updated_at",
        () -> trajectories.set(new NewTrajectory(missionId, "CODING", null, null, null, null)));
    assertThat(trajectories.get(missionId)).isEmpty();
  }
}
