package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mission as the store has it.
 *
 * @param id the row, which tool calls, decisions and memory refer to
 * @param uuid the id that others know it by; any text
 * @param completedAt when it was over, or null
 * @param planningSubState where in planning it is, or null
 * @param maxCostUsd its budget, or null for none
 * @param currentCostUsd what it has cost by now, 0 or above
 * @param alertThreshold the share of the budget from which to warn, 0 to 1
 * @param costBreakdown what the cost is made of, or null
 * @param apiVersion the version of the manifest it follows
 * @param metadata whatever has no column, or null
 * @param archived whether it was put out of the way, and lists leave it out
 */
public record Mission(
    long id,
    String uuid,
    MissionPhase phase,
    MissionStatus status,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable Instant updatedAt,
    @Nullable PlanningSubState planningSubState,
    @Nullable Double maxCostUsd,
    @Nullable Double currentCostUsd,
    @Nullable Double alertThreshold,
    @Nullable JsonNode costBreakdown,
    @Nullable String owner,
    @Nullable String description,
    @Nullable String apiVersion,
    @Nullable JsonNode metadata,
    boolean archived) {}
