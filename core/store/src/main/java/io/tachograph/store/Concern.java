package io.tachograph.store;

import java.time.Instant;

/**
 * A concern of a mission's domain as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param concern what to take care of, in words
 * @param timestamp when it was added
 */
public record Concern(long id, long missionId, String concern, Instant timestamp) {}
