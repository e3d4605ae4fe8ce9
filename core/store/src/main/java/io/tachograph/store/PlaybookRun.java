package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a playbook as the store has it.
 *
 * @param id the row
 * @param missionId the row of the mission it belongs to
 * @param playbookName which playbook ran
 * @param phase the phase it ran in, or null; any text
 * @param completedAt when it was over, or null while it runs
 * @param success whether it reached its end well, or null while that is open
 * @param metrics what was measured, or null
 * @param errorMessage what went wrong, or null
 */
public record PlaybookRun(
    long id,
    long missionId,
    String playbookName,
    @Nullable String phase,
    Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Boolean success,
    @Nullable JsonNode metrics,
    @Nullable String errorMessage) {}
