package io.tachograph.store;

import java.time.Instant;

/**
 * What the store tells of a session.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param sessionNum the session's number in the mission
 * @param summary what happened, in words
 * @param date when that was
 * @param phase the phase the mission was in; any text
 */
public record NarrativeEntry(
    long id, long missionId, long sessionNum, String summary, Instant date, String phase) {}
