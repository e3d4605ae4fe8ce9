package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a document, or the store, says of what was learned in a mission.
 *
 * @param narrative by the session's number
 * @param concepts in the order of their first mention, which does not count when compared
 * @param concerns as the concepts
 * @param trajectory where the mission stands, or null
 */
record MemoryDocument(
    SortedMap<Long, Session> narrative,
    Set<String> concepts,
    Set<String> concerns,
    @Nullable Standing trajectory) {

  /** What is told of a session. */
  record Session(String summary, Instant date, String phase) {}

  /**
   * Where a mission stands.
   *
   * @param completed a list that is not empty, or null
   * @param blockers a list that is not empty, or null
   */
  record Standing(
      String phase,
      @Nullable String focus,
      @Nullable JsonNode completed,
      @Nullable JsonNode blockers) {
    /** The same, whether an empty list or none is kept. */
    static Standing of(
        String phase,
        @Nullable String focus,
        @Nullable JsonNode completed,
        @Nullable JsonNode blockers) {
      return new Standing(phase, focus, notEmpty(completed), notEmpty(blockers));
    }

    private static @Nullable JsonNode notEmpty(@Nullable JsonNode list) {
      return list == null || list.isNull() || (list.isArray() && list.isEmpty()) ? null : list;
    }
  }
}
