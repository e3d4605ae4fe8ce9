package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a mission that are given, each of them optional. Immutable: a method that sets one
 * gives a new object. A column that is set to null becomes null; one that is not set stays as it
 * is, or gets the schema's default in a new mission.
 */
public abstract sealed class MissionFields<T extends MissionFields<T>>
    permits NewMission, MissionChange {
  private final SortedMap<String, @Nullable Object> columns;

  MissionFields(SortedMap<String, @Nullable Object> columns) {
    this.columns = Collections.unmodifiableSortedMap(columns);
  }

  /** The columns that are set, by name, so that the same ones always make the same SQL. */
  final SortedMap<String, @Nullable Object> columns() {
    return columns;
  }

  abstract T with(Map<String, @Nullable Object> set);

  final T with(String column, @Nullable Object value) {
    return with(Collections.singletonMap(column, value));
  }

  static SortedMap<String, @Nullable Object> joined(
      Map<String, @Nullable Object> columns, Map<String, @Nullable Object> set) {
    SortedMap<String, @Nullable Object> joined = new TreeMap<>(columns);
    joined.putAll(set);
    return joined;
  }

  /** SQLite would make a NaN null, which means something else. */
  static double finite(String column, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a mission has finite numbers: " + column + "=" + value);
    }
    return value;
  }

  /** When it was over. */
  public final T completedAt(@Nullable Instant completedAt) {
    return with("completed_at", completedAt);
  }

  /** Where in planning it is. */
  public final T planningSubState(@Nullable PlanningSubState planningSubState) {
    return with("planning_sub_state", planningSubState == null ? null : planningSubState.text());
  }

  /** Its budget in US dollars, null for none. */
  public final T maxCostUsd(@Nullable Double maxCostUsd) {
    return with("max_cost_usd", maxCostUsd == null ? null : finite("max_cost_usd", maxCostUsd));
  }

  /** What it has cost by now in US dollars; the schema refuses less than 0. */
  public final T currentCostUsd(double currentCostUsd) {
    return with("current_cost_usd", finite("current_cost_usd", currentCostUsd));
  }

  /** The share of the budget from which to warn; the schema refuses what is not 0 to 1. */
  public final T alertThreshold(double alertThreshold) {
    return with("alert_threshold", finite("alert_threshold", alertThreshold));
  }

  /** What the cost is made of. */
  public final T costBreakdown(@Nullable JsonNode costBreakdown) {
    return with("cost_breakdown", costBreakdown);
  }

  /** Whose it is. */
  public final T owner(@Nullable String owner) {
    return with("owner", owner);
  }

  /** What it is about, for people. */
  public final T description(@Nullable String description) {
    return with("description", description);
  }

  /** The version of the manifest it follows. */
  public final T apiVersion(@Nullable String apiVersion) {
    return with("api_version", apiVersion);
  }

  /** Whatever has no column. */
  public final T metadata(@Nullable JsonNode metadata) {
    return with("metadata", metadata);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + columns;
  }
}
