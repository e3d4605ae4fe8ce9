package io.tachograph.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An artifact to add.
 *
 * @param missionId the row of the mission it belongs to
 * @param name what it is called; a mission can have several of a name
 * @param ref the git commit it stands in, or null
 * @param path where in the work tree, or null
 * @param url where else, or null
 * @param branch the git branch, or null
 * @param metadata whatever has no column, or null
 * @param createdAt when it was made
 */
public record NewArtifact(
    long missionId,
    ArtifactType type,
    String name,
    @Nullable String ref,
    @Nullable String path,
    @Nullable String url,
    @Nullable String branch,
    @Nullable JsonNode metadata,
    Instant createdAt) {}
