package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What a store holds of the missions' projects, in maps by row id: runs of playbooks, narrative,
 * domain, trajectories, artifacts, quality gates, sessions of agents and, by id, roadmaps.
 */
final class ProjectModel {
  final Map<Long, PlaybookRun> runs = new HashMap<>();
  final Map<Long, NarrativeEntry> narrative = new HashMap<>();
  final Map<Long, Concept> concepts = new HashMap<>();
  final Map<Long, Concern> concerns = new HashMap<>();
  final Map<Long, Trajectory> trajectories = new HashMap<>();
  final Map<Long, Artifact> artifacts = new HashMap<>();
  final Map<Long, QualityGate> gates = new HashMap<>();
  final Map<Long, AgentSession> sessions = new HashMap<>();

  /** In the order in which they were added. */
  final Map<String, Roadmap> roadmaps = new LinkedHashMap<>();

  ProjectModel copy() {
    ProjectModel copy = new ProjectModel();
    copy.runs.putAll(runs);
    copy.narrative.putAll(narrative);
    copy.concepts.putAll(concepts);
    copy.concerns.putAll(concerns);
    copy.trajectories.putAll(trajectories);
    copy.artifacts.putAll(artifacts);
    copy.gates.putAll(gates);
    copy.sessions.putAll(sessions);
    copy.roadmaps.putAll(roadmaps);
    return copy;
  }

  void forgetMission(long id) {
    runs.values().removeIf(run -> run.missionId() == id);
    narrative.values().removeIf(entry -> entry.missionId() == id);
    concepts.values().removeIf(concept -> concept.missionId() == id);
    concerns.values().removeIf(concern -> concern.missionId() == id);
    trajectories.values().removeIf(trajectory -> trajectory.missionId() == id);
    artifacts.values().removeIf(artifact -> artifact.missionId() == id);
    gates.values().removeIf(gate -> gate.missionId() == id);
    sessions.values().removeIf(session -> session.missionId() == id);
  }

  /**
   * Asserts that the store holds that and nothing else, in each of its lists.
   *
   * @param limit the length of the pages that the lists are read in
   */
  void assertHeldBy(SqliteStore store, Collection<Mission> missions, int limit) {
    for (Mission mission : missions) {
      assertOf(mission.id(), store, limit);
    }
    for (String name : ModelledProject.NAMES) {
      assertNamed(name, store, limit);
    }
    for (ArtifactType type : ArtifactType.values()) {
      assertList(
          artifacts,
          artifact -> artifact.type() == type,
          Artifact::id,
          page -> store.artifacts().ofType(type, page),
          limit);
    }
    for (GateStatus status : GateStatus.values()) {
      assertList(
          gates,
          gate -> gate.status() == status,
          QualityGate::id,
          page -> store.qualityGates().withStatus(status, page),
          limit);
    }
    assertList(
        trajectories, Trajectory::isBlocked, Trajectory::id, store.trajectories()::blocked, limit);
    List<Roadmap> added = new ArrayList<>(roadmaps.values());
    Collections.reverse(added);
    assertThat(store.roadmaps().list(TextPage.first(Page.MAX_LIMIT)))
        .containsExactlyElementsOf(added);
  }

  private void assertOf(long id, SqliteStore store, int limit) {
    assertList(
        runs,
        run -> run.missionId() == id,
        PlaybookRun::id,
        page -> store.playbookRuns().ofMission(id, page),
        limit);
    assertThat(
            Pages.all(
                limit, page -> store.narrative().ofMission(id, page), NarrativeEntry::sessionNum))
        .containsExactlyElementsOf(
            narrative.values().stream()
                .filter(entry -> entry.missionId() == id)
                .sorted(Comparator.comparingLong(NarrativeEntry::sessionNum).reversed())
                .toList());
    assertList(
        concepts,
        concept -> concept.missionId() == id,
        Concept::id,
        page -> store.concepts().ofMission(id, page),
        limit);
    assertList(
        concerns,
        concern -> concern.missionId() == id,
        Concern::id,
        page -> store.concerns().ofMission(id, page),
        limit);
    assertThat(store.trajectories().get(id).stream().toList())
        .containsExactlyElementsOf(
            trajectories.values().stream()
                .filter(trajectory -> trajectory.missionId() == id)
                .toList());
    assertList(
        artifacts,
        artifact -> artifact.missionId() == id,
        Artifact::id,
        page -> store.artifacts().ofMission(id, page),
        limit);
    assertList(
        gates,
        gate -> gate.missionId() == id,
        QualityGate::id,
        page -> store.qualityGates().ofMission(id, page),
        limit);
    assertList(
        sessions,
        session -> session.missionId() == id,
        AgentSession::id,
        page -> store.agentSessions().ofMission(id, page),
        limit);
    for (String name : ModelledProject.NAMES) {
      assertThat(store.qualityGates().latest(id, name))
          .isEqualTo(
              gates.values().stream()
                  .filter(gate -> gate.missionId() == id && gate.name().equals(name))
                  .max(Comparator.comparingLong(QualityGate::id)));
    }
  }

  private void assertNamed(String name, SqliteStore store, int limit) {
    assertList(
        runs,
        run -> run.playbookName().equals(name),
        PlaybookRun::id,
        page -> store.playbookRuns().ofPlaybook(name, page),
        limit);
    assertPerformance(name, store);
    assertList(
        narrative,
        entry -> entry.phase().equals(name),
        NarrativeEntry::id,
        page -> store.narrative().inPhase(name, page),
        limit);
    assertList(
        concepts,
        concept -> concept.concept().equals(name),
        Concept::id,
        page -> store.concepts().missionsWith(name, page),
        limit);
    assertList(
        concerns,
        concern -> concern.concern().equals(name),
        Concern::id,
        page -> store.concerns().missionsWith(name, page),
        limit);
    assertList(
        trajectories,
        trajectory -> trajectory.currentPhase().equals(name),
        Trajectory::id,
        page -> store.trajectories().inPhase(name, page),
        limit);
    assertList(
        artifacts,
        artifact -> name.equals(artifact.ref()),
        Artifact::id,
        page -> store.artifacts().withRef(name, page),
        limit);
    assertList(
        gates,
        gate -> gate.name().equals(name),
        QualityGate::id,
        page -> store.qualityGates().withName(name, page),
        limit);
    assertList(
        sessions,
        session -> session.agentName().equals(name),
        AgentSession::id,
        page -> store.agentSessions().ofAgent(name, page),
        limit);
  }

  private void assertPerformance(String name, SqliteStore store) {
    List<PlaybookRun> over =
        runs.values().stream()
            .filter(run -> run.playbookName().equals(name) && run.completedAt() != null)
            .toList();
    Optional<PlaybookPerformance> performance = store.playbookRuns().performance(name);
    assertThat(performance.isPresent()).isEqualTo(!over.isEmpty());
    performance.ifPresent(
        shown -> {
          assertThat(shown.totalRuns()).isEqualTo(over.size());
          assertThat(shown.successfulRuns())
              .isEqualTo(over.stream().filter(run -> Boolean.TRUE.equals(run.success())).count());
        });
  }

  private static <T> void assertList(
      Map<Long, T> rows,
      Predicate<T> belongs,
      ToLongFunction<T> id,
      Function<Page, List<T>> list,
      int limit) {
    List<T> expected = new ArrayList<>(rows.values().stream().filter(belongs).toList());
    expected.sort(Comparator.comparingLong(id).reversed());
    assertThat(Pages.all(limit, list, id)).containsExactlyElementsOf(expected);
  }
}
