package io.tachograph.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the projection reads it.
 *
 * @param id the event's id
 * @param type the event's type
 * @param time when it was appended
 * @param body its body
 */
record ProjectedEvent(String id, String type, Instant time, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ProjectedEvent of(Entry entry) {
    return new ProjectedEvent(entry.id().toString(), entry.type(), entry.time(), parse(entry));
  }

  /** A body that is no JSON must not stop the projection; verification is what finds it. */
  private static JsonNode parse(Entry entry) {
    try {
      return JSON.readTree(entry.bodyText());
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  JsonNode data() {
    return body.path("data");
  }

  @Nullable String taskId() {
    return body.path("task_id").textValue();
  }

  @Nullable String parentId() {
    return body.path("parent_id").textValue();
  }

  @Nullable String agentId() {
    return body.path("agent_id").textValue();
  }

  @Nullable String mission() {
    return body.path("mission").textValue();
  }

  boolean isTask() {
    return type.startsWith("task_");
  }

  /** The name of the task or tool. */
  String name() {
    return data().path("name").asText("");
  }
}
