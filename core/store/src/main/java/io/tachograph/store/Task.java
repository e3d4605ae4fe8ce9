package io.tachograph.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as the store has it.
 *
 * @param id its id, which the ledger calls {@code task_id}
 * @param parentId the task inside of which it ran, or null
 * @param result what came of it, or null
 * @param updatedAt when it was last changed, or null
 */
public record Task(
    String id,
    String description,
    @Nullable String parentId,
    TaskStatus status,
    @Nullable String result,
    Instant createdAt,
    @Nullable Instant updatedAt) {}
