package io.tachograph.recorder;

import io.tachograph.format.EventType;
import io.tachograph.format.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records what a host says through the facade: governance events, decisions, and what policies and
 * people refused or approved. Thread-safe.
 */
final class HostEvents {
  private final EventWriter events;
  private final ThreadContexts contexts;
  private final ValueCapture values;
  private final ExperienceCapture experience;
  private final SwallowedErrors errors;

  HostEvents(
      EventWriter events,
      ThreadContexts contexts,
      ValueCapture values,
      Redaction redaction,
      SwallowedErrors errors) {
    this.events = events;
    this.contexts = contexts;
    this.values = values;
    this.experience = new ExperienceCapture(redaction);
    this.errors = errors;
  }

  void record(String type, Map<String, ?> details) {
    EventType known;
    try {
      known = EventType.of(type);
      if (Recorder.isReserved(type)) {
        throw new IllegalArgumentException("only the recorder writes this type: type=" + type);
      }
    } catch (RuntimeException e) {
      errors.swallowed("Tachograph.record was refused", e);
      return;
    }
    events.ofTheHost(known, json -> values.members(json, details));
  }

  void decision(String decisionType, @Nullable String rationale, Map<String, ?> context) {
    events.ofTheHost(
        EventTypes.DECISION,
        json -> {
          values.member(json, "decision_type", decisionType);
          if (rationale != null) {
            values.member(json, "rationale", rationale);
          }
          Call call = contexts.current().call;
          if (call != null && call.agent != null) {
            json.name("agent_name").value(call.agent);
          }
          values.object(json, "context", context);
        });
  }

  void denied(String tool, Map<String, ?> payload, @Nullable String by, @Nullable String reason) {
    events.ofTheHost(
        EventTypes.TOOL_DENIED,
        json -> {
          values.member(json, "name", tool);
          values.object(json, "payload", payload);
          text(json, "reason", reason);
          text(json, "by", by);
        });
  }

  /**
   * Records an experience event.
   *
   * @param envelope its JSON, of a copy of the api that made it by its own rules
   */
  void experience(Map<String, ? extends @Nullable Object> envelope) {
    events.experience(
        json -> {
          experience.text(json, "tenant_id", envelope.get("tenant_id"));
          experience.text(json, "correlation_id", envelope.get("correlation_id"));
        },
        json -> experience.members(json, envelope));
  }

  /** The id of the request, or null if it is not in the ledger. */
  @Nullable String approvalRequested(
      String what, @Nullable String taskId, @Nullable String by, @Nullable String reason) {
    boolean recorded =
        events.ofTheHost(
            EventTypes.APPROVAL_REQUESTED, json -> approval(json, null, what, taskId, by, reason));
    return recorded ? contexts.current().lastId() : null;
  }

  void approvalAnswered(
      EventType answer,
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    events.ofTheHost(answer, json -> approval(json, requestId, what, taskId, by, reason));
  }

  /** {@code what, for, request, by, reason}. */
  private void approval(
      JsonWriter json,
      @Nullable String requestId,
      String what,
      @Nullable String taskId,
      @Nullable String by,
      @Nullable String reason) {
    values.member(json, "what", what);
    text(json, "for", taskId);
    text(json, "request", requestId);
    text(json, "by", by);
    text(json, "reason", reason);
  }

  private void text(JsonWriter json, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      values.member(json, name, text);
    }
  }
}
