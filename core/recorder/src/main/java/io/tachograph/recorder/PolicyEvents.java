package io.tachograph.recorder;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out what people and policies said of a call: denials, and approvals asked for and given. */
final class PolicyEvents {
  private final ValueCapture values;

  PolicyEvents(ValueCapture values) {
    this.values = values;
  }

  /** {@code name, payload, reason, by}. */
  void denied(
      JsonWriter json,
      String tool,
      Map<String, ?> payload,
      @Nullable String by,
      @Nullable String reason) {
    values.member(json, "name", tool);
    values.object(json, "payload", payload);
    text(json, "reason", reason);
    text(json, "by", by);
  }

  /** {@code what, for, request, by, reason}. */
  void approval(
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
