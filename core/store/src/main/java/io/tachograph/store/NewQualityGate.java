package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a quality gate said, to record.
 *
 * @param missionId the row of the mission it belongs to
 * @param name which gate
 * @param details what it went by, or null
 * @param timestamp when it said so
 */
public record NewQualityGate(
    long missionId,
    String name,
    GateStatus status,
    @Nullable JsonNode details,
    Instant timestamp) {}
