package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.List;

/**
 * The older shape of {@code project_manifest.json}, with {@code project_id}, {@code phase} and
 * {@code created_at} at the top. What it has beyond those, the description and the budget is read
 * where it is of the store's form, and else is metadata.
 */
record OlderManifestShape() implements MissionShape {
  private static final String PROJECT_ID = "project_id";
  private static final String PHASE = "phase";
  private static final String CREATED_AT = "created_at";
  private static final String COMPLETED_AT = "completed_at";
  private static final String UPDATED_AT = "updated_at";
  private static final String STATUS = "status";
  private static final String SUB_STATE = "planning_sub_state";
  private static final String METADATA = "metadata";
  private static final String DESCRIPTION = "description";
  private static final String OWNER = "owner";
  private static final String BUDGET = "budget";

  @Override
  public MissionDocument read(ObjectNode document, List<String> notes) {
    Field root = Field.root(document);
    Field metadata = root.object(METADATA);
    PhaseWord phase = PhaseWord.read(root.at(PHASE), notes);
    Instant createdAt = root.at(CREATED_AT).time();
    Instant completedAt = root.at(COMPLETED_AT).timeIfTime();
    MissionStatus said = root.at(STATUS).wordIfWord(MissionShape::status);
    return new MissionDocument(
        root.at(PROJECT_ID).text(),
        phase.phase(),
        said == null ? MissionShape.impliedStatus(phase, completedAt) : said,
        createdAt,
        completedAt,
        root.at(UPDATED_AT).timeIfTime(),
        root.at(SUB_STATE).wordIfWord(PlanningSubState::of),
        Budget.read(root.object(BUDGET)),
        metadata.at(OWNER).textIfText(),
        metadata.at(DESCRIPTION).textOrNull(),
        MissionDocument.DEFAULT_API_VERSION,
        rest(document, phase),
        ArtifactEntries.read(root, createdAt, notes));
  }

  private static ObjectNode rest(ObjectNode document, PhaseWord phase) {
    Field root = Field.root(document);
    ObjectNode rest = document.deepCopy();
    rest.remove(List.of(PROJECT_ID, CREATED_AT));
    if (!phase.isProduction()) {
      rest.remove(PHASE);
    }
    if (root.at(COMPLETED_AT).timeIfTime() != null) {
      rest.remove(COMPLETED_AT);
    }
    if (root.at(UPDATED_AT).timeIfTime() != null) {
      rest.remove(UPDATED_AT);
    }
    if (root.at(STATUS).wordIfWord(MissionShape::status) != null) {
      rest.remove(STATUS);
    }
    if (root.at(SUB_STATE).wordIfWord(PlanningSubState::of) != null) {
      rest.remove(SUB_STATE);
    }
    boolean owned = root.object(METADATA).at(OWNER).textIfText() != null;
    MissionShape.remove(rest, METADATA, owned ? List.of(DESCRIPTION, OWNER) : List.of(DESCRIPTION));
    MissionShape.remove(rest, BUDGET, Budget.KEYS);
    return rest;
  }

  @Override
  public ObjectNode write(MissionDocument mission) {
    ObjectNode document = MissionShape.base(mission.metadata(), true);
    PhaseWord phase = PhaseWord.of(mission.phase(), document.get(PHASE));
    PlanningSubState subState = mission.planningSubState();
    document.put(PROJECT_ID, mission.uuid());
    document.put(PHASE, phase.text());
    document.put(CREATED_AT, mission.createdAt().toString());
    putOver(document, COMPLETED_AT, mission.completedAt());
    putOver(document, UPDATED_AT, mission.updatedAt());
    if (mission.status() != MissionShape.impliedStatus(phase, mission.completedAt())) {
      document.put(STATUS, mission.status().text());
    }
    if (subState != null) {
      document.put(SUB_STATE, subState.text());
    }
    ObjectNode metadata = Changes.objectAt(document, METADATA);
    if (mission.owner() != null) {
      metadata.put(OWNER, mission.owner());
    }
    MissionShape.put(metadata, DESCRIPTION, mission.description());
    mission.budget().writeTo(Changes.objectAt(document, BUDGET));
    return document;
  }

  /** What is not of the store's form stays as it is, unless the store has one. */
  private static void putOver(
      ObjectNode document, String key, @org.jspecify.annotations.Nullable Instant time) {
    if (time != null) {
      document.put(key, time.toString());
    }
  }
}
