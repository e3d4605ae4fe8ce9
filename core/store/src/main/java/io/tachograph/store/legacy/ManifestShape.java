package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code project_manifest.json}. It has no place for a status of its own: completed is what is in
 * PRODUCTION or has a {@code completedAt}, everything else is in progress. Where the store has
 * another, {@code status.missionStatus} says it.
 */
record ManifestShape() implements MissionShape {
  private static final String API_VERSION = "apiVersion";
  private static final String METADATA = "metadata";
  private static final String STATUS = "status";
  private static final String BUDGET = "budget";
  private static final String PROJECT_ID = "projectId";
  private static final String OWNER = "owner";
  private static final String DESCRIPTION = "description";
  private static final String CREATED_AT = "createdAt";
  private static final String UPDATED_AT = "lastUpdatedAt";
  private static final String PHASE = "projectPhase";
  private static final String SUB_STATE = "planningSubState";
  private static final String COMPLETED_AT = "completedAt";
  private static final String MISSION_STATUS = "missionStatus";

  @Override
  public MissionDocument read(ObjectNode document, List<String> notes) {
    Field root = Field.root(document);
    Field metadata = root.object(METADATA);
    Field status = root.object(STATUS);
    String uuid = metadata.at(PROJECT_ID).text();
    PhaseWord phase = PhaseWord.read(status.at(PHASE), notes);
    Instant createdAt = metadata.at(CREATED_AT).time();
    Instant completedAt = status.at(COMPLETED_AT).timeOrNull();
    Field subState = status.at(SUB_STATE);
    Field said = status.at(MISSION_STATUS);
    String apiVersion = root.at(API_VERSION).textOrNull();
    return new MissionDocument(
        uuid,
        phase.phase(),
        said.isPresent()
            ? said.word(MissionShape::status, STATUSES)
            : MissionShape.impliedStatus(phase, completedAt),
        createdAt,
        completedAt,
        metadata.at(UPDATED_AT).timeOrNull(),
        subState.isPresent() ? subState.word(PlanningSubState::of, PLANNING_SUB_STATES) : null,
        Budget.read(root.object(BUDGET)),
        metadata.at(OWNER).textOrNull(),
        metadata.at(DESCRIPTION).textOrNull(),
        apiVersion == null ? MissionDocument.DEFAULT_API_VERSION : apiVersion,
        rest(document, phase),
        ArtifactEntries.read(root, createdAt, notes));
  }

  /** What has no column. The artifacts are in it too, where others look for them. */
  private static ObjectNode rest(ObjectNode document, PhaseWord phase) {
    ObjectNode rest = document.deepCopy();
    rest.remove(API_VERSION);
    MissionShape.remove(
        rest, METADATA, List.of(PROJECT_ID, OWNER, DESCRIPTION, CREATED_AT, UPDATED_AT));
    MissionShape.remove(
        rest,
        STATUS,
        phase.isProduction()
            ? List.of(SUB_STATE, COMPLETED_AT, MISSION_STATUS)
            : List.of(PHASE, SUB_STATE, COMPLETED_AT, MISSION_STATUS));
    MissionShape.remove(rest, BUDGET, Budget.KEYS);
    return rest;
  }

  @Override
  public ObjectNode write(MissionDocument mission) {
    ObjectNode rest = MissionShape.base(mission.metadata(), fits(mission.metadata()));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put(API_VERSION, mission.apiVersion());
    JsonNode kind = rest.remove("kind");
    document.set("kind", kind == null ? JsonNodeFactory.instance.textNode("Project") : kind);

    ObjectNode metadata = document.putObject(METADATA);
    metadata.put(PROJECT_ID, mission.uuid());
    if (rest.remove(METADATA) instanceof ObjectNode more) {
      metadata.setAll(more);
    }
    MissionShape.put(metadata, DESCRIPTION, mission.description());
    MissionShape.put(metadata, OWNER, mission.owner());
    metadata.put(CREATED_AT, mission.createdAt().toString());
    MissionShape.put(metadata, UPDATED_AT, mission.updatedAt());

    JsonNode spec = rest.remove("spec");
    document.set("spec", spec == null ? JsonNodeFactory.instance.objectNode() : spec);
    writeStatus(mission, Changes.objectAt(document, STATUS), rest.remove(STATUS));
    ObjectNode budget = document.putObject(BUDGET);
    if (rest.remove(BUDGET) instanceof ObjectNode more) {
      budget.setAll(more);
    }
    mission.budget().writeTo(budget);
    document.setAll(rest);
    return document;
  }

  private static void writeStatus(
      MissionDocument mission, ObjectNode status, @Nullable JsonNode more) {
    PhaseWord phase = PhaseWord.of(mission.phase(), more == null ? null : more.get(PHASE));
    PlanningSubState subState = mission.planningSubState();
    Instant completedAt = mission.completedAt();
    if (more instanceof ObjectNode object) {
      status.setAll(object);
    }
    status.put(PHASE, phase.text());
    MissionShape.put(status, SUB_STATE, subState == null ? null : subState.text());
    MissionShape.put(status, COMPLETED_AT, completedAt);
    MissionStatus implied = MissionShape.impliedStatus(phase, completedAt);
    MissionShape.put(
        status, MISSION_STATUS, mission.status() == implied ? null : mission.status().text());
  }

  /** Whether metadata can be the rest of a manifest. */
  private static boolean fits(@Nullable JsonNode metadata) {
    return metadata != null
        && !metadata.has("mission_id")
        && !metadata.has("project_id")
        && Stream.of(METADATA, STATUS, BUDGET, ArtifactEntries.ARTIFACTS)
            .allMatch(key -> metadata.path(key).isMissingNode() || metadata.path(key).isObject());
  }
}
