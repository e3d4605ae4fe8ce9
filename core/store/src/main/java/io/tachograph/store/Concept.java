package io.tachograph.store;

import java.time.Instant;

/**
 * A concept of a mission's domain as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param concept the word
 * @param timestamp when it was added
 */
public record Concept(long id, long missionId, String concept, Instant timestamp) {}
