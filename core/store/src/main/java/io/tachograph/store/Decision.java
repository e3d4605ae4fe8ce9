package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param decisionType what kind of decision it is
 * @param rationale why, in words, or null
 * @param timestamp when it was made
 * @param agentName who made it, or null
 * @param context what it was based on, or null
 */
public record Decision(
    long id,
    long missionId,
    String decisionType,
    @Nullable String rationale,
    Instant timestamp,
    @Nullable String agentName,
    @Nullable JsonNode context) {}
