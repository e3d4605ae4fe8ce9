package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a mission. */
class CascadeTest {
  @TempDir Path folder;

  @Test
  void all_that_belongs_to_a_mission_goes_with_it_and_nothing_else() {
    Path file = folder.resolve("s.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      for (String uuid : List.of("gone", "stays")) {
        store.apply(writer -> fill(writer, writer.missions().create(mission(uuid))));
      }
      List<String> tables = tablesOfMissions(file);
      assertThat(tables).hasSize(11);
      long gone = store.missions().id("gone").orElseThrow();
      long stays = store.missions().id("stays").orElseThrow();
      for (String table : tables) {
        assertThat(missionsIn(file, table))
            .as(table)
            .containsExactly(String.valueOf(gone), String.valueOf(stays));
      }
      assertThat(store.missions().delete("gone")).isTrue();
      for (String table : tables) {
        assertThat(missionsIn(file, table)).as(table).containsExactly(String.valueOf(stays));
      }
    }
  }

  /** A row in each table through the transaction's own tables. */
  private static void fill(StoreWriter writer, long missionId) {
    writer.toolCalls().insert(call(missionId, "Read", T0));
    writer.decisions().insert(new NewDecision(missionId, "choice", null, T0, null, null));
    writer.playbookRuns().start(missionId, "p", null, T0);
    writer.memory().set(missionId, "k", json("1"), T0, null);
    writer.narrative().add(new NewNarrativeEntry(missionId, 1, "s", T0, "CODING"));
    writer.concepts().add(missionId, "payment", T0);
    writer.concerns().add(missionId, "compliance", T0);
    writer.trajectories().set(new NewTrajectory(missionId, "CODING", null, null, null, T0));
    writer
        .artifacts()
        .insert(
            new NewArtifact(missionId, ArtifactType.CODE, "a", null, null, null, null, null, T0));
    writer.agentSessions().start(missionId, "STEWARD", T0);
    writer.qualityGates().record(new NewQualityGate(missionId, "g", GateStatus.PASSED, null, T0));
  }

  private static List<String> tablesOfMissions(Path file) {
    return Schemas.column(
        file,
        "SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c"
            + " WHERE t.type = 'table' AND c.name = 'mission_id' ORDER BY t.name");
  }

  private static List<String> missionsIn(Path file, String table) {
    return Schemas.column(file, "SELECT mission_id FROM " + table + " ORDER BY mission_id");
  }
}
