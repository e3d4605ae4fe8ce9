package io.tachograph.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a run that have begun and not ended, as the projection sees them: an end carries
 * neither arguments nor the time of its start. Bounded: the oldest are forgotten, since a host may
 * have calls that never end. Not thread-safe.
 */
final class OpenCalls {
  private static final int MAX_OPEN_CALLS = 100_000;

  /**
   * A call that has begun.
   *
   * @param startedAt when its start was appended
   * @param task the id of the nearest task that it is or runs in, or null
   * @param payload its arguments
   */
  record OpenCall(Instant startedAt, @Nullable String task, JsonNode payload) {}

  private final Map<String, OpenCall> byId =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OpenCall> eldest) {
          return size() > MAX_OPEN_CALLS;
        }
      };

  /** A call begins. */
  void begin(ProjectedEvent start) {
    String id = start.taskId();
    if (id != null) {
      String task = start.isTask() ? id : taskAround(start);
      JsonNode payload = start.data().path("payload");
      JsonNode kept = payload.isMissingNode() ? JsonNodeFactory.instance.objectNode() : payload;
      byId.put(id, new OpenCall(start.time(), task, kept));
    }
  }

  /** The id of the task that the event's call runs in, or null. */
  @Nullable String taskAround(ProjectedEvent event) {
    String parent = event.parentId();
    OpenCall around = parent == null ? null : byId.get(parent);
    return around == null ? null : around.task();
  }

  /** A call ends; what is known of its start, or null. */
  @Nullable OpenCall end(ProjectedEvent end) {
    String id = end.taskId();
    return id == null ? null : byId.remove(id);
  }

  /** Another process writes: what is open will never end. */
  void clear() {
    byId.clear();
  }
}
