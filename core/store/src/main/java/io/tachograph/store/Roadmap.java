package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A roadmap: what missions are to lead to.
 *
 * @param id any text that no other roadmap of the store has
 * @param description what it is about, for people
 * @param missions which missions it is made of, a list, or null
 * @param updatedAt when it was last changed
 * @param metadata whatever has no column, or null
 */
public record Roadmap(
    String id,
    String name,
    String description,
    @Nullable JsonNode missions,
    Instant createdAt,
    Instant updatedAt,
    @Nullable JsonNode metadata) {}
