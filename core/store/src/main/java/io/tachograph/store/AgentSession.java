package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of an agent as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param agentName whose session it is
 * @param endedAt when it was over, or null while it lasts
 * @param handoff what it leaves to the next one, or null
 */
public record AgentSession(
    long id,
    long missionId,
    String agentName,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable JsonNode handoff) {}
