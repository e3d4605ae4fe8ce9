package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code active_mission.json}. All of it is the mission's metadata. What it has beyond its id, its
 * status, its phase, its time and a budget is read where it is of the store's form.
 */
record ActiveMissionShape() implements MissionShape {
  private static final String MISSION_ID = "mission_id";
  private static final String STATUS = "status";
  private static final String CONTEXT = "context";
  private static final String PHASE = "phase";
  private static final String CREATED_AT = "created_at";
  private static final String GENESIS_TIME = "genesis_time";
  private static final String COMPLETED_AT = "completed_at";
  private static final String UPDATED_AT = "updated_at";
  private static final String SUB_STATE = "planning_sub_state";
  private static final String OWNER = "owner";
  private static final String DESCRIPTION = "description";
  private static final String BUDGET = "budget";

  @Override
  public MissionDocument read(ObjectNode document, List<String> notes) {
    Field root = Field.root(document);
    String uuid = root.at(MISSION_ID).text();
    Field context = root.object(CONTEXT);
    // It is usual that there is none, so that is worth no note.
    PhaseWord phase = PhaseWord.read(context.at(PHASE), new ArrayList<>());
    Field said = root.at(STATUS);
    Field created = root.at(CREATED_AT);
    Field budget = root.at(BUDGET);
    boolean budgeted = budget.value() != null && budget.value().isObject();
    return new MissionDocument(
        uuid,
        phase.phase(),
        said.isPresent()
            ? said.word(MissionShape::status, STATUSES)
            : MissionShape.impliedStatus(phase, null),
        created.isPresent() ? created.time() : genesis(root),
        root.at(COMPLETED_AT).timeIfTime(),
        root.at(UPDATED_AT).timeIfTime(),
        context.at(SUB_STATE).wordIfWord(PlanningSubState::of),
        budgeted ? Budget.read(budget) : Budget.NONE,
        root.at(OWNER).textIfText(),
        root.at(DESCRIPTION).textIfText(),
        MissionDocument.DEFAULT_API_VERSION,
        document,
        Map.of());
  }

  private static Instant genesis(Field root) {
    Field genesis = root.at(GENESIS_TIME);
    if (!genesis.isPresent()) {
      throw DocumentException.at(
          root.at(CREATED_AT).path(),
          "A value is missing, and there is no genesis_time in its place",
          "an ISO 8601 time such as 2025-11-20T10:00:00Z");
    }
    return genesis.time();
  }

  @Override
  public ObjectNode write(MissionDocument mission) {
    JsonNode metadata = mission.metadata();
    boolean fits = metadata != null && metadata.path(MISSION_ID).asText().equals(mission.uuid());
    ObjectNode document = MissionShape.base(metadata, fits);
    document.put(MISSION_ID, mission.uuid());
    MissionStatus status = mission.status();
    document.put(STATUS, status == MissionStatus.IN_PROGRESS ? ACTIVE : status.text());
    document.put(CREATED_AT, mission.createdAt().toString());
    put(document, COMPLETED_AT, mission.completedAt());
    put(document, UPDATED_AT, mission.updatedAt());
    putText(document, OWNER, mission.owner());
    putText(document, DESCRIPTION, mission.description());
    ObjectNode context = Changes.objectAt(document, CONTEXT);
    context.put(PHASE, PhaseWord.of(mission.phase(), context.get(PHASE)).text());
    PlanningSubState subState = mission.planningSubState();
    putText(context, SUB_STATE, subState == null ? null : subState.text());
    if (!mission.budget().equals(Budget.NONE) || document.path(BUDGET).isObject()) {
      mission.budget().writeTo(Changes.objectAt(document, BUDGET));
    }
    return document;
  }

  private static void put(ObjectNode document, String key, @Nullable Instant time) {
    if (time != null || Field.root(document).at(key).timeIfTime() != null) {
      MissionShape.put(document, key, time);
    }
  }

  private static void putText(ObjectNode document, String key, @Nullable String text) {
    if (text != null || Field.root(document).at(key).textIfText() != null) {
      MissionShape.put(document, key, text);
    }
  }
}
