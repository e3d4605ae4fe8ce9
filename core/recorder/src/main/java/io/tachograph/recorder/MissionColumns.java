package io.tachograph.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.MissionChange;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the changed columns that a mission's event carries. What is not a column, or has a value
 * that the store would refuse, is left out: it stays in the ledger.
 */
final class MissionColumns {
  private final JsonNode data;
  private MissionChange change;

  private MissionColumns(JsonNode data, Instant at) {
    this.data = data;
    this.change = MissionChange.at(at);
  }

  /** The change that an event of type {@code mission_…} stands for. */
  static MissionChange of(ProjectedEvent event) {
    MissionColumns columns = new MissionColumns(event.data(), event.time());
    columns.readStatus(event.type());
    columns.readTexts();
    columns.readNumbers();
    return columns.change;
  }

  private void readStatus(String type) {
    MissionStatus status =
        switch (type) {
          case EventTypes.MISSION_COMPLETED -> MissionStatus.COMPLETED;
          case EventTypes.MISSION_FAILED -> MissionStatus.FAILED;
          default -> MissionStatus.of(data.path("status").asText("")).orElse(null);
        };
    if (status != null) {
      change = change.status(status);
    }
    MissionPhase.of(data.path("phase").asText("")).ifPresent(phase -> change = change.phase(phase));
    PlanningSubState.of(data.path("planning_sub_state").asText(""))
        .ifPresent(state -> change = change.planningSubState(state));
  }

  private void readTexts() {
    text("owner").ifPresent(owner -> change = change.owner(owner));
    text("description").ifPresent(text -> change = change.description(text));
    text("api_version").ifPresent(version -> change = change.apiVersion(version));
    object("cost_breakdown").ifPresent(costs -> change = change.costBreakdown(costs));
    object("metadata").ifPresent(metadata -> change = change.metadata(metadata));
  }

  private void readNumbers() {
    number("max_cost_usd", Double.MAX_VALUE).ifPresent(cost -> change = change.maxCostUsd(cost));
    number("current_cost_usd", Double.MAX_VALUE)
        .ifPresent(cost -> change = change.currentCostUsd(cost));
    number("alert_threshold", 1).ifPresent(share -> change = change.alertThreshold(share));
  }

  private Optional<String> text(String column) {
    return Optional.ofNullable(data.path(column).textValue());
  }

  private Optional<JsonNode> object(String column) {
    return Optional.of(data.path(column)).filter(JsonNode::isObject);
  }

  private Optional<Double> number(String column, double max) {
    return Optional.of(data.path(column))
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .filter(value -> value >= 0 && value <= max);
  }
}
