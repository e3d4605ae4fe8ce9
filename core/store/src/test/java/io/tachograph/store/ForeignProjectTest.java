package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.foreignStore;
import static io.tachograph.store.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents in other languages wrote of a project, in each version of the schema. */
class ForeignProjectTest {
  private static final String AS_PYTHON_WRITES =
      """
      INSERT INTO playbook_runs (mission_id, playbook_name, phase, started_at, completed_at, success, metrics)
        VALUES (1, 'restaurant.plan', 'PLANNING', '2025-11-20T10:00:00Z', '2025-11-20T10:01:00.500000Z', 1, '{"tool_count": 3}'),
               (1, 'restaurant.plan', NULL, '2025-11-20T10:00:00Z', NULL, NULL, NULL);
      INSERT INTO session_narrative (mission_id, session_num, summary, date, phase)
        VALUES (1, 1, 'Planned the payment feature', '2025-11-20T10:00:00Z', 'PLANNING');
      INSERT INTO domain_concepts (mission_id, concept, timestamp)
        VALUES (1, 'payment', '2025-11-20T10:00:00.744772Z');
      INSERT INTO domain_concerns (mission_id, concern, timestamp)
        VALUES (1, 'PCI compliance', '2025-11-20T10:00:00Z');
      INSERT INTO trajectory (mission_id, current_phase, current_focus, completed_phases, blockers, updated_at)
        VALUES (1, 'CODING', NULL, '["PLANNING"]', '["2 failing tests"]', '2025-11-20T10:00:00Z');
      INSERT INTO artifacts (mission_id, artifact_type, artifact_name, ref, metadata, created_at)
        VALUES (1, 'code', 'mainRepository', 'ef1c122a', '{"lastCommit": "ef1c122a"}', '2025-11-20T10:00:00Z');
      INSERT INTO quality_gates (mission_id, gate_name, status, details, timestamp)
        VALUES (1, 'TEST_COVERAGE', 'failed', '{"coverage": 0.71}', '2025-11-20T10:00:00Z');
      """;

  @TempDir Path folder;

  @Test
  void rows_are_read_before_and_after_the_migration() {
    for (int version : new int[] {2, 3}) {
      Path file = foreignStore(folder.resolve("v" + version + ".db"), version);
      Schemas.execute(file, AS_PYTHON_WRITES);
      try (SqliteStore store = SqliteStore.openReadOnly(file)) {
        assertReadable(store);
        assertThat(store.agentSessions().ofMission(1, Pages.ALL)).isEmpty();
      }
      try (SqliteStore store = SqliteStore.open(file)) {
        assertReadable(store);
      }
    }
  }

  private static void assertReadable(SqliteStore store) {
    assertThat(store.playbookRuns().ofMission(1, Pages.ALL))
        .containsExactly(
            new PlaybookRun(2, 1, "restaurant.plan", null, T0, null, null, null, null),
            new PlaybookRun(
                1,
                1,
                "restaurant.plan",
                "PLANNING",
                T0,
                after(60).plusMillis(500),
                true,
                json("{\"tool_count\":3}"),
                null));
    assertThat(store.playbookRuns().performance("restaurant.plan"))
        .hasValueSatisfying(performance -> assertThat(performance.totalRuns()).isEqualTo(1));
    assertThat(store.narrative().ofMission(1, Pages.ALL))
        .containsExactly(
            new NarrativeEntry(1, 1, 1, "Planned the payment feature", T0, "PLANNING"));
    assertThat(store.concepts().missionsWith("payment", Pages.ALL))
        .containsExactly(
            new Concept(1, 1, "payment", Instant.parse("2025-11-20T10:00:00.744772Z")));
    assertThat(store.concerns().ofMission(1, Pages.ALL))
        .containsExactly(new Concern(1, 1, "PCI compliance", T0));
    assertThat(store.trajectories().blocked(Pages.ALL))
        .containsExactly(
            new Trajectory(
                1, 1, "CODING", null, json("[\"PLANNING\"]"), json("[\"2 failing tests\"]"), T0));
    assertThat(store.artifacts().withRef("ef1c122a", Pages.ALL))
        .containsExactly(
            new Artifact(
                1,
                1,
                ArtifactType.CODE,
                "mainRepository",
                "ef1c122a",
                null,
                null,
                null,
                json("{\"lastCommit\":\"ef1c122a\"}"),
                T0));
    assertThat(store.qualityGates().latest(1, "TEST_COVERAGE"))
        .contains(
            new QualityGate(
                1, 1, "TEST_COVERAGE", GateStatus.FAILED, json("{\"coverage\":0.71}"), T0));
  }

  @Test
  void what_version_1_does_not_have_is_empty_when_it_is_only_read() {
    Path file = foreignStore(folder.resolve("v1.db"), 1);
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      // Version 1 has the runs and not the view of them.
      assertThat(store.playbookRuns().performance(TextPage.first(9)))
          .containsExactly(new PlaybookPerformance("restaurant.plan", 1, 1, 1500.0));
      assertThat(store.narrative().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.concepts().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.concerns().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.trajectories().blocked(Pages.ALL)).isEmpty();
      assertThat(store.artifacts().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.qualityGates().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.agentSessions().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.roadmaps().list(TextPage.first(9))).isEmpty();
    }
  }

  @Test
  void a_roadmap_of_version_3_is_read() {
    Path file = foreignStore(folder.resolve("v3.db"), 3);
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.roadmaps().list(TextPage.first(9)))
          .containsExactly(
              new Roadmap(
                  "r1",
                  "Launch",
                  "what comes first",
                  json("[\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"]"),
                  T0,
                  T0,
                  null));
    }
  }

  @Test
  void a_real_database_of_version_2_is_read() {
    try (SqliteStore store = SqliteStore.openReadOnly(SharedFolder.file("data/store-v2.db"))) {
      assertThat(store.playbookRuns().performance(TextPage.first(9))).hasSize(1);
      assertThat(store.narrative().ofMission(1, Pages.ALL))
          .extracting(NarrativeEntry::sessionNum)
          .containsExactly(2L, 1L);
      assertThat(store.concepts().missionsWith("payment", Pages.ALL)).hasSize(1);
      assertThat(store.concerns().ofMission(1, Pages.ALL)).hasSize(1);
      assertThat(store.trajectories().blocked(Pages.ALL))
          .extracting(Trajectory::missionId)
          .containsExactly(1L);
      assertThat(store.artifacts().ofMission(1, Pages.ALL)).isEmpty();
      assertThat(store.qualityGates().withStatus(GateStatus.FAILED, Pages.ALL)).hasSize(1);
      assertThat(store.roadmaps().list(TextPage.first(9))).isEmpty();
    }
  }
}
