package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param args its arguments
 * @param result what came back, or null
 * @param timestamp when it ran
 * @param durationMs how long it ran in milliseconds, or null
 * @param errorMessage what went wrong, or null
 */
public record ToolCall(
    long id,
    long missionId,
    String toolName,
    JsonNode args,
    @Nullable JsonNode result,
    Instant timestamp,
    @Nullable Long durationMs,
    boolean success,
    @Nullable String errorMessage) {}
