package io.tachograph.recorder.index;

import io.tachograph.format.JsonMembers;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.TallyBy;
import org.jspecify.annotations.Nullable;

/** What an entry says of a task, a tool call or a model call. */
final class CallFields {
  private static final String UNNAMED = "?";

  private String name = UNNAMED;
  private String provider = "";
  private String model = "";
  private long durationNanos;
  private boolean hasError;

  private CallFields(JsonMembers data) {
    while (data.next()) {
      if (data.is("name")) {
        name = text(data, UNNAMED);
      } else if (data.is("provider")) {
        provider = text(data, "");
      } else if (data.is("model")) {
        model = text(data, "");
      } else if (data.is("duration_ns")) {
        durationNanos = Math.max(0, data.number(0));
      } else if (data.is("error")) {
        hasError = true;
      }
    }
  }

  private static String text(JsonMembers data, String otherwise) {
    String text = data.text();
    return text == null ? otherwise : text;
  }

  /** Of an entry of that type, before its data's first member; null if it is about no call. */
  static @Nullable CallPart of(String type, JsonMembers data) {
    return switch (type) {
      case "task_start" -> new CallFields(data).start(TallyBy.TASK);
      case "tool_start" -> new CallFields(data).start(TallyBy.TOOL);
      case "task_completed" -> new CallFields(data).end(TallyBy.TASK, false);
      case "tool_completed" -> new CallFields(data).end(TallyBy.TOOL, false);
      case "task_failed" -> new CallFields(data).end(TallyBy.TASK, true);
      case "tool_failed" -> new CallFields(data).end(TallyBy.TOOL, true);
      case "model_call" -> new CallFields(data).model();
      default -> null;
    };
  }

  private CallPart start(TallyBy of) {
    return new CallPart(of, name, true, CallPart.NOT_ENDED, false);
  }

  private CallPart end(TallyBy of, boolean failed) {
    return new CallPart(of, name, false, durationNanos, failed);
  }

  private CallPart model() {
    String both = (provider + " " + model).strip();
    return new CallPart(TallyBy.MODEL, both, true, durationNanos, hasError);
  }
}
