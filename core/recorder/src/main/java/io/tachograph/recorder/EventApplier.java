package io.tachograph.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.recorder.OpenCalls.OpenCall;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewDecision;
import io.tachograph.store.NewMission;
import io.tachograph.store.NewToolCall;
import io.tachograph.store.StoreWriter;
import io.tachograph.store.TaskStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What each event of the ledger means for the store. Not thread-safe: the projection's thread owns
 * it.
 *
 * <p>Events outside of any mission belong to the run's own: a mission whose UUID is the id of the
 * run's {@code ledger_opened} event, made when the first such event needs it.
 */
final class EventApplier {
  private static final String RUN_OF_LEDGER = "run_of_ledger";
  private static final int MAX_OPEN_RUNS = 1_000;

  private final String ledgerId;
  private final boolean beginningDropped;
  private final OpenCalls calls = new OpenCalls();
  private final Map<String, Long> missionIds = new HashMap<>();
  private @Nullable ProjectedEvent run;

  EventApplier(String ledgerId) {
    this(ledgerId, false);
  }

  /**
   * Of a ledger that may lack its beginning.
   *
   * @param beginningDropped whether to pass over what cannot be made the same without it: events
   *     outside of any mission of a run whose beginning is not known, and ends of calls whose start
   *     is not
   */
  EventApplier(String ledgerId, boolean beginningDropped) {
    this.ledgerId = ledgerId;
    this.beginningDropped = beginningDropped;
  }

  /** Whether an event of that type changes anything in a store where nothing happened yet. */
  static boolean hasPlaceFor(String type) {
    return type.startsWith("task_")
        || (type.startsWith("tool_") && !type.equals(EventTypes.TOOL_DENIED.name()))
        || type.startsWith("mission_")
        || type.equals(EventTypes.DECISION.name());
  }

  /** Takes notice of an event that is in the store already. */
  void recall(ProjectedEvent event) {
    switch (event.type()) {
      case "ledger_opened" -> beginRun(event);
      case "task_start", "tool_start" -> calls.begin(event);
      case "task_completed", "task_failed", "tool_completed", "tool_failed" -> calls.end(event);
      default -> {}
    }
  }

  /** Brings the store to what is the case after this event. */
  void apply(StoreWriter store, ProjectedEvent event) {
    switch (event.type()) {
      case "ledger_opened" -> {
        endRuns(store, event.time(), MissionStatus.FAILED);
        beginRun(event);
      }
      case "ledger_closed" -> endRuns(store, event.time(), MissionStatus.COMPLETED);
      case "task_start" -> {
        if (!isOfDroppedRun(event)) {
          missionOf(store, event);
        }
        String parent = calls.taskAround(event);
        calls.begin(event);
        if (event.taskId() != null) {
          store.tasks().start(event.taskId(), event.name(), parent, event.time());
        }
      }
      case "tool_start" -> calls.begin(event);
      case "task_completed" -> endTask(store, event, TaskStatus.COMPLETED, "result");
      case "task_failed" -> endTask(store, event, TaskStatus.FAILED, "error");
      case "tool_completed" -> toolCall(store, event, true);
      case "tool_failed" -> toolCall(store, event, false);
      case "decision" -> decision(store, event);
      case EventTypes.MISSION_CREATED,
          EventTypes.MISSION_UPDATED,
          EventTypes.MISSION_COMPLETED,
          EventTypes.MISSION_FAILED ->
          mission(store, event);
      default -> {}
    }
  }

  private void beginRun(ProjectedEvent opened) {
    run = opened;
    calls.clear();
  }

  /** A run that is still in progress when the next begins has died. */
  private void endRuns(StoreWriter store, Instant at, MissionStatus status) {
    for (Mission mission : store.missions().withStatus(MissionStatus.IN_PROGRESS, MAX_OPEN_RUNS)) {
      JsonNode metadata = mission.metadata();
      if (metadata != null && metadata.path(RUN_OF_LEDGER).asText("").equals(ledgerId)) {
        store.missions().update(mission.uuid(), MissionChange.at(at).status(status));
      }
    }
  }

  private void endTask(StoreWriter store, ProjectedEvent event, TaskStatus status, String outcome) {
    calls.end(event);
    if (event.taskId() != null) {
      JsonNode value = event.data().path(outcome);
      store
          .tasks()
          .end(event.taskId(), status, value.isMissingNode() ? null : text(value), event.time());
    }
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private void toolCall(StoreWriter store, ProjectedEvent event, boolean success) {
    OpenCall start = calls.end(event);
    if (beginningDropped && (start == null || isOfDroppedRun(event))) {
      return;
    }
    JsonNode error = event.data().path("error");
    store
        .toolCalls()
        .insert(
            new NewToolCall(
                missionOf(store, event),
                event.name(),
                start == null ? JsonNodeFactory.instance.objectNode() : start.payload(),
                success ? event.data().get("result") : null,
                start == null ? event.time() : start.startedAt(),
                TimeUnit.NANOSECONDS.toMillis(event.data().path("duration_ns").asLong()),
                success,
                success ? null : errorMessage(error)));
  }

  private static String errorMessage(JsonNode error) {
    String type = error.path("type").asText("unknown");
    JsonNode message = error.path("message");
    return message.isMissingNode() ? type : type + ": " + text(message);
  }

  private void decision(StoreWriter store, ProjectedEvent event) {
    if (isOfDroppedRun(event)) {
      return;
    }
    JsonNode data = event.data();
    String agent = data.path("agent_name").textValue();
    store
        .decisions()
        .insert(
            new NewDecision(
                missionOf(store, event),
                text(data.path("decision_type")),
                data.has("rationale") ? text(data.path("rationale")) : null,
                event.time(),
                agent == null ? event.agentId() : agent,
                data.path("context")));
  }

  private void mission(StoreWriter store, ProjectedEvent event) {
    String uuid = event.mission();
    if (uuid == null) {
      uuid = event.data().path("mission_uuid").textValue();
    }
    if (uuid != null) {
      ensure(store, uuid, event.time());
      store.missions().update(uuid, MissionColumns.of(event));
    }
  }

  private boolean isOfDroppedRun(ProjectedEvent event) {
    return beginningDropped && run == null && event.mission() == null;
  }

  private long missionOf(StoreWriter store, ProjectedEvent event) {
    String uuid = event.mission();
    if (uuid != null) {
      return ensure(store, uuid, event.time());
    }
    ProjectedEvent around = run == null ? event : run;
    // Where the run's beginning was dropped, its first event stands for it.
    run = around;
    Long known = missionIds.get(around.id());
    return known == null ? createRun(store, around) : known;
  }

  private long ensure(StoreWriter store, String uuid, Instant at) {
    return missionIds.computeIfAbsent(
        uuid,
        key ->
            store
                .missions()
                .ensure(key, MissionPhase.PLANNING, MissionStatus.IN_PROGRESS, at, null, null));
  }

  private long createRun(StoreWriter store, ProjectedEvent opened) {
    long id =
        store.missions().id(opened.id()).orElseGet(() -> store.missions().create(newRun(opened)));
    missionIds.put(opened.id(), id);
    return id;
  }

  private NewMission newRun(ProjectedEvent opened) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put(RUN_OF_LEDGER, ledgerId);
    metadata.set("process", opened.data());
    return NewMission.of(
            opened.id(), MissionPhase.PLANNING, MissionStatus.IN_PROGRESS, opened.time())
        .description("What a process did outside of any mission")
        .metadata(metadata);
  }
}
