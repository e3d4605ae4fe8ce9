package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a quality gate said, as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param name which gate
 * @param details what it went by, or null
 * @param timestamp when it said so
 */
public record QualityGate(
    long id,
    long missionId,
    String name,
    GateStatus status,
    @Nullable JsonNode details,
    Instant timestamp) {}
