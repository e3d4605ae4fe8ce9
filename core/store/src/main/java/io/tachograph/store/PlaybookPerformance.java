package io.tachograph.store;

import org.jspecify.annotations.Nullable;

/**
 * How the runs of a playbook went, of all missions; those that still run are not counted.
 *
 * @param totalRuns how many are over
 * @param successfulRuns how many of these succeeded
 * @param avgDurationMs how long one took on average in milliseconds; null where others wrote times
 *     that SQLite cannot subtract
 */
public record PlaybookPerformance(
    String playbookName, long totalRuns, long successfulRuns, @Nullable Double avgDurationMs) {}
