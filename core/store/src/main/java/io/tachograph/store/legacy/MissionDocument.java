package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.PlanningSubState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of a mission, or what the store does: the same fields, so that the two can
 * be held against each other. Immutable, but for the JSON, which nobody changes.
 *
 * @param metadata whatever has no column, or null
 * @param artifacts by type and name; the newest where the store has several
 */
record MissionDocument(
    String uuid,
    MissionPhase phase,
    MissionStatus status,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Instant updatedAt,
    @Nullable PlanningSubState planningSubState,
    Budget budget,
    @Nullable String owner,
    @Nullable String description,
    String apiVersion,
    @Nullable JsonNode metadata,
    Map<ArtifactKey, ArtifactEntry> artifacts) {
  /** What the store's column has where nothing else is said. */
  static final String DEFAULT_API_VERSION = "agency.os/v1alpha1";

  static MissionDocument of(Mission row, Map<ArtifactKey, ArtifactEntry> artifacts) {
    String apiVersion = row.apiVersion();
    return new MissionDocument(
        row.uuid(),
        row.phase(),
        row.status(),
        row.createdAt(),
        row.completedAt(),
        row.updatedAt(),
        row.planningSubState(),
        Budget.of(
            row.maxCostUsd(), row.currentCostUsd(), row.alertThreshold(), row.costBreakdown()),
        row.owner(),
        row.description(),
        apiVersion == null ? DEFAULT_API_VERSION : apiVersion,
        row.metadata(),
        artifacts);
  }

  /** The same with other metadata. */
  MissionDocument withMetadata(@Nullable JsonNode other) {
    return new MissionDocument(
        uuid,
        phase,
        status,
        createdAt,
        completedAt,
        updatedAt,
        planningSubState,
        budget,
        owner,
        description,
        apiVersion,
        other,
        artifacts);
  }

  /** Whether nothing is known but that there is such a mission. */
  boolean isBare() {
    return completedAt == null
        && updatedAt == null
        && planningSubState == null
        && budget.equals(Budget.NONE)
        && owner == null
        && description == null
        && metadata == null
        && artifacts.isEmpty();
  }
}
