package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * How a tool was used, over all missions.
 *
 * @param avgDurationMs how long a call ran on average, in milliseconds; null if it is known of none
 * @param maxDurationMs how long the longest ran, in milliseconds; null if it is known of none
 */
public record ToolUsage(
    String toolName,
    long totalCalls,
    long successfulCalls,
    @Nullable Double avgDurationMs,
    @Nullable Long maxDurationMs) {}
