package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a mission stands from now on.
 *
 * @param missionId the row of the mission it belongs to
 * @param currentPhase the phase it is in; any text
 * @param currentFocus what is worked on, or null
 * @param completedPhases the phases it has behind it, a list, or null
 * @param blockers what stands in its way, a list, or null
 * @param updatedAt since when
 */
public record NewTrajectory(
    long missionId,
    String currentPhase,
    @Nullable String currentFocus,
    @Nullable JsonNode completedPhases,
    @Nullable JsonNode blockers,
    Instant updatedAt) {}
