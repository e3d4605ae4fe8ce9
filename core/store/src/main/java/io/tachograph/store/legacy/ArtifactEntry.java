package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.store.Artifact;
import io.tachograph.store.NewArtifact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as a document says it, under its type and its name.
 *
 * @param metadata whatever has no column, or null
 */
record ArtifactEntry(
    @Nullable String ref,
    @Nullable String path,
    @Nullable String url,
    @Nullable String branch,
    @Nullable JsonNode metadata,
    Instant createdAt) {
  private static final String REF = "ref";
  private static final String PATH = "path";
  private static final String URL = "url";
  private static final String BRANCH = "branch";
  private static final String CREATED_AT = "created_at";
  private static final String METADATA = "metadata";
  private static final List<String> KEYS = List.of(REF, PATH, URL, BRANCH, CREATED_AT);

  /**
   * @param otherwise when it was made, if the entry does not say
   */
  static ArtifactEntry read(Field entry, Instant otherwise) {
    Instant createdAt = entry.at(CREATED_AT).timeOrNull();
    ObjectNode rest = ((ObjectNode) entry.present()).deepCopy();
    rest.remove(KEYS);
    return new ArtifactEntry(
        entry.at(REF).textOrNull(),
        entry.at(PATH).textOrNull(),
        entry.at(URL).textOrNull(),
        entry.at(BRANCH).textOrNull(),
        rest.isEmpty() ? null : rest,
        createdAt == null ? otherwise : createdAt);
  }

  static ArtifactEntry of(Artifact row) {
    return new ArtifactEntry(
        row.ref(), row.path(), row.url(), row.branch(), row.metadata(), row.createdAt());
  }

  NewArtifact row(long missionId, ArtifactKey key) {
    return new NewArtifact(
        missionId, key.type(), key.name(), ref, path, url, branch, metadata, createdAt);
  }

  ObjectNode write() {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    if (metadata != null) {
      boolean fits = metadata.isObject() && KEYS.stream().noneMatch(metadata::has);
      if (fits) {
        entry.setAll((ObjectNode) metadata.deepCopy());
      } else {
        entry.set(METADATA, metadata);
      }
    }
    put(entry, REF, ref);
    put(entry, PATH, path);
    put(entry, URL, url);
    put(entry, BRANCH, branch);
    entry.put(CREATED_AT, createdAt.toString());
    return entry;
  }

  private static void put(ObjectNode entry, String key, @Nullable String value) {
    if (value != null) {
      entry.put(key, value);
    }
  }
}
