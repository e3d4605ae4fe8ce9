package io.tachograph.format;

import org.jspecify.annotations.Nullable;

/**
 * What the body of an entry says before its {@code data}: whose it is and what it is a part of.
 * What is absent, or no text, is null.
 *
 * @param taskId the task or call
 * @param parentId the task or call inside of which it ran
 * @param agentId the acting agent
 * @param mission the mission
 * @param tenantId the tenant
 * @param correlationId what its event is a part of
 * @param traceId the trace of the host's tracing
 * @param data before the first member of its data
 */
public record BodyHead(
    @Nullable String taskId,
    @Nullable String parentId,
    @Nullable String agentId,
    @Nullable String mission,
    @Nullable String tenantId,
    @Nullable String correlationId,
    @Nullable String traceId,
    JsonMembers data) {
  private static final byte[] NOTHING = {};

  /** Of a body, of which nothing behind the beginning of {@code data} is read. */
  public static BodyHead of(byte[] body) {
    String taskId = null;
    String parentId = null;
    String agentId = null;
    String mission = null;
    String tenantId = null;
    String correlationId = null;
    String traceId = null;
    JsonMembers data = JsonMembers.of(NOTHING);
    JsonMembers members = JsonMembers.of(body);
    while (members.next()) {
      if (members.is("data")) {
        data = members.object();
        break;
      } else if (members.is("task_id")) {
        taskId = members.text();
      } else if (members.is("parent_id")) {
        parentId = members.text();
      } else if (members.is("agent_id")) {
        agentId = members.text();
      } else if (members.is("mission")) {
        mission = members.text();
      } else if (members.is("tenant_id")) {
        tenantId = members.text();
      } else if (members.is("correlation_id")) {
        correlationId = members.text();
      } else if (members.is("trace_id")) {
        traceId = members.text();
      }
    }
    return new BodyHead(taskId, parentId, agentId, mission, tenantId, correlationId, traceId, data);
  }

  /** The text of the first member of that name in the data, or null. */
  public static @Nullable String textIn(JsonMembers object, String name) {
    while (object.next()) {
      if (object.is(name)) {
        return object.text();
      }
    }
    return null;
  }

  /** The whole number of the first member of that name in the data, or {@code otherwise}. */
  public static long numberIn(JsonMembers object, String name, long otherwise) {
    while (object.next()) {
      if (object.is(name)) {
        return object.number(otherwise);
      }
    }
    return otherwise;
  }
}
