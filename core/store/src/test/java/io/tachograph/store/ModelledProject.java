package io.tachograph.store;

import static io.tachograph.store.Failures.assertBreaks;
import static io.tachograph.store.Failures.assertNoMission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.ConstraintException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random operations on the tables of the missions' projects, and on the model of them. */
final class ModelledProject {
  /** Of playbooks, phases, concepts, concerns, commits and gates alike. */
  static final List<String> NAMES = List.of("", "a", "A", "\u00fc \u2713", "'; --");

  private final Random random;
  private final RandomValues values;

  ModelledProject(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /**
   * Does one.
   *
   * @param missionId a mission, or below 0 for one that is not there
   */
  void operate(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    switch (random.nextInt(13)) {
      case 0 -> startRun(writer, model, missionId, time);
      case 1 -> completeRun(writer, model, time);
      case 2 -> setNarrative(writer, model, missionId, time);
      case 3 -> deleteNarrative(writer, model, missionId);
      case 4 -> changeConcepts(writer, model, missionId, time);
      case 5 -> changeConcerns(writer, model, missionId, time);
      case 6 -> setTrajectory(writer, model, missionId, time);
      case 7 -> insertArtifact(writer, model, missionId, time);
      case 8 -> deleteArtifact(writer, model);
      case 9 -> startSession(writer, model, missionId, time);
      case 10 -> endSession(writer, model, time);
      case 11 -> changeRoadmaps(writer, model, time);
      default -> recordGate(writer, model, missionId, time);
    }
  }

  private String name() {
    return values.oneOf(NAMES);
  }

  private String nameOrNull() {
    return random.nextInt(4) == 0 ? null : name();
  }

  private void startRun(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    String name = name();
    String phase = values.textOrNull();
    if (missionId < 0) {
      assertNoMission(
          "playbook_runs", () -> writer.playbookRuns().start(missionId, name, phase, time));
      return;
    }
    long id = writer.playbookRuns().start(missionId, name, phase, time);
    model.runs.put(id, new PlaybookRun(id, missionId, name, phase, time, null, null, null, null));
  }

  private void completeRun(StoreWriter writer, ProjectModel model, Instant time) {
    long id = values.oneOf(model.runs);
    PlaybookRun old = model.runs.get(id);
    boolean success = random.nextBoolean();
    var metrics = values.documentOrNull();
    String error = values.textOrNull();
    boolean runs = old != null && old.completedAt() == null;
    assertThat(writer.playbookRuns().complete(id, time, success, metrics, error)).isEqualTo(runs);
    if (old != null && runs) {
      model.runs.put(
          id,
          new PlaybookRun(
              id,
              old.missionId(),
              old.playbookName(),
              old.phase(),
              old.startedAt(),
              time,
              success,
              metrics,
              error));
    }
    assertThat(writer.playbookRuns().find(id)).isEqualTo(Optional.ofNullable(model.runs.get(id)));
  }

  private void setNarrative(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    NewNarrativeEntry entry =
        new NewNarrativeEntry(missionId, random.nextInt(6) - 1L, values.text(), time, name());
    if (missionId < 0) {
      assertNoMission("session_narrative", () -> writer.narrative().set(entry));
      return;
    }
    boolean known = writer.narrative().get(missionId, entry.sessionNum()).isPresent();
    assertThat(model.narrative.values())
        .filteredOn(
            told -> told.missionId() == missionId && told.sessionNum() == entry.sessionNum())
        .hasSize(known ? 1 : 0);
    long id = known ? writer.narrative().set(entry) : writer.narrative().add(entry);
    assertThat(model.narrative.containsKey(id)).isEqualTo(known);
    model.narrative.put(
        id,
        new NarrativeEntry(
            id, missionId, entry.sessionNum(), entry.summary(), time, entry.phase()));
  }

  private void deleteNarrative(StoreWriter writer, ProjectModel model, long missionId) {
    long sessionNum = random.nextInt(6) - 1L;
    assertThat(writer.narrative().delete(missionId, sessionNum))
        .isEqualTo(
            model
                .narrative
                .values()
                .removeIf(
                    told -> told.missionId() == missionId && told.sessionNum() == sessionNum));
  }

  private void changeConcepts(
      StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    String concept = name();
    boolean known =
        model.concepts.values().stream()
            .anyMatch(row -> row.missionId() == missionId && row.concept().equals(concept));
    if (random.nextInt(3) == 0) {
      assertThat(writer.concepts().remove(missionId, concept)).isEqualTo(known);
      model
          .concepts
          .values()
          .removeIf(row -> row.missionId() == missionId && row.concept().equals(concept));
    } else if (missionId < 0) {
      assertNoMission("domain_concepts", () -> writer.concepts().add(missionId, concept, time));
    } else {
      assertThat(writer.concepts().add(missionId, concept, time)).isEqualTo(!known);
      if (!known) {
        Concept added = writer.concepts().ofMission(missionId, Page.first(1)).get(0);
        assertThat(added).isEqualTo(new Concept(added.id(), missionId, concept, time));
        assertThat(model.concepts.put(added.id(), added)).isNull();
      }
    }
  }

  private void changeConcerns(
      StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    String concern = name();
    boolean known =
        model.concerns.values().stream()
            .anyMatch(row -> row.missionId() == missionId && row.concern().equals(concern));
    if (random.nextInt(3) == 0) {
      assertThat(writer.concerns().remove(missionId, concern)).isEqualTo(known);
      model
          .concerns
          .values()
          .removeIf(row -> row.missionId() == missionId && row.concern().equals(concern));
    } else if (missionId < 0) {
      assertNoMission("domain_concerns", () -> writer.concerns().add(missionId, concern, time));
    } else {
      assertThat(writer.concerns().add(missionId, concern, time)).isEqualTo(!known);
      if (!known) {
        Concern added = writer.concerns().ofMission(missionId, Page.first(1)).get(0);
        assertThat(added).isEqualTo(new Concern(added.id(), missionId, concern, time));
        assertThat(model.concerns.put(added.id(), added)).isNull();
      }
    }
  }

  private void setTrajectory(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    if (random.nextInt(5) == 0) {
      assertThat(writer.trajectories().delete(missionId))
          .isEqualTo(model.trajectories.values().removeIf(old -> old.missionId() == missionId));
      return;
    }
    NewTrajectory set =
        new NewTrajectory(
            missionId,
            name(),
            values.textOrNull(),
            values.documentOrNull(),
            values.documentOrNull(),
            time);
    if (missionId < 0) {
      assertNoMission("trajectory", () -> writer.trajectories().set(set));
      return;
    }
    writer.trajectories().set(set);
    long id = writer.trajectories().get(missionId).orElseThrow().id();
    model.trajectories.values().removeIf(old -> old.missionId() == missionId && old.id() != id);
    model.trajectories.put(
        id,
        new Trajectory(
            id,
            missionId,
            set.currentPhase(),
            set.currentFocus(),
            set.completedPhases(),
            set.blockers(),
            time));
  }

  private void insertArtifact(
      StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    NewArtifact made =
        new NewArtifact(
            missionId,
            values.oneOf(List.of(ArtifactType.values())),
            values.text(),
            nameOrNull(),
            values.textOrNull(),
            values.textOrNull(),
            values.textOrNull(),
            values.documentOrNull(),
            time);
    if (missionId < 0) {
      assertNoMission("artifacts", () -> writer.artifacts().insert(made));
      return;
    }
    long id = writer.artifacts().insert(made);
    model.artifacts.put(
        id,
        new Artifact(
            id,
            missionId,
            made.type(),
            made.name(),
            made.ref(),
            made.path(),
            made.url(),
            made.branch(),
            made.metadata(),
            time));
  }

  private void deleteArtifact(StoreWriter writer, ProjectModel model) {
    long id = values.oneOf(model.artifacts);
    assertThat(writer.artifacts().find(id).isPresent()).isEqualTo(model.artifacts.containsKey(id));
    assertThat(writer.artifacts().delete(id)).isEqualTo(model.artifacts.remove(id) != null);
  }

  private void recordGate(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    NewQualityGate said =
        new NewQualityGate(
            missionId,
            name(),
            values.oneOf(List.of(GateStatus.values())),
            values.documentOrNull(),
            time);
    if (missionId < 0) {
      assertNoMission("quality_gates", () -> writer.qualityGates().record(said));
      return;
    }
    long id = writer.qualityGates().record(said);
    model.gates.put(
        id, new QualityGate(id, missionId, said.name(), said.status(), said.details(), time));
  }

  private void startSession(StoreWriter writer, ProjectModel model, long missionId, Instant time) {
    String agentName = name();
    if (missionId < 0) {
      assertNoMission(
          "agent_sessions", () -> writer.agentSessions().start(missionId, agentName, time));
      return;
    }
    long id = writer.agentSessions().start(missionId, agentName, time);
    model.sessions.put(id, new AgentSession(id, missionId, agentName, time, null, null));
  }

  private void endSession(StoreWriter writer, ProjectModel model, Instant time) {
    long id = values.oneOf(model.sessions);
    AgentSession old = model.sessions.get(id);
    boolean lasts = old != null && old.endedAt() == null;
    var handoff = values.documentOrNull();
    assertThat(writer.agentSessions().end(id, time, handoff)).isEqualTo(lasts);
    if (old != null && lasts) {
      model.sessions.put(
          id,
          new AgentSession(id, old.missionId(), old.agentName(), old.startedAt(), time, handoff));
    }
    assertThat(writer.agentSessions().find(id))
        .isEqualTo(Optional.ofNullable(model.sessions.get(id)));
  }

  private void changeRoadmaps(StoreWriter writer, ProjectModel model, Instant time) {
    Roadmap roadmap =
        new Roadmap(
            name(),
            values.text(),
            values.text(),
            values.documentOrNull(),
            time,
            time,
            values.documentOrNull());
    boolean known = model.roadmaps.containsKey(roadmap.id());
    if (random.nextInt(3) == 0) {
      assertThat(writer.roadmaps().delete(roadmap.id())).isEqualTo(known);
      model.roadmaps.remove(roadmap.id());
    } else if (known && random.nextBoolean()) {
      assertBreaks(Kind.UNIQUE, "roadmaps", () -> writer.roadmaps().create(roadmap), "id");
    } else {
      assertThat(writer.roadmaps().update(roadmap)).isEqualTo(known);
      if (!known) {
        writer.roadmaps().create(roadmap);
      }
      model.roadmaps.put(roadmap.id(), roadmap);
    }
    assertThat(writer.roadmaps().find(roadmap.id()))
        .isEqualTo(Optional.ofNullable(model.roadmaps.get(roadmap.id())));
  }
}
