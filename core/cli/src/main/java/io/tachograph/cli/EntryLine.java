package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.Screen.Tone;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import java.util.List;

/** One entry on one line, in words. */
final class EntryLine {
  private static final int MAX_VALUE_CHARS = 160;
  private static final double NANOS_PER_MILLI = 1e6;

  private EntryLine() {}

  static String words(Entry entry, Screen screen) {
    JsonNode body = Json.parse(entry.bodyText());
    StringBuilder line = new StringBuilder();
    line.append(String.format("%6d  %s  ", entry.seq(), screen.time(entry.time())));
    line.append(screen.in(tone(entry.type()), String.format("%-15s", entry.type())));
    JsonNode data = body.path("data");
    append(line, " ", data.path("name"));
    append(line, "  task=", body.path("task_id"));
    append(line, "  in=", body.path("parent_id"));
    append(line, "  agent=", body.path("agent_id"));
    append(line, "  mission=", body.path("mission"));
    if (data.has("duration_ns")) {
      line.append(millis(data.path("duration_ns").asLong()));
    }
    boolean isCall = false;
    for (String part : List.of("payload", "result", "error")) {
      if (data.has(part)) {
        isCall = true;
        append(line, "  " + part + "=", data.path(part));
      }
    }
    if (!isCall && !data.has("duration_ns")) {
      append(line, "  ", data);
    }
    return line.toString();
  }

  private static String millis(long nanos) {
    return String.format("  %.3f ms", nanos / NANOS_PER_MILLI);
  }

  /** Failures and refusals stand out, and what a host says itself. */
  static Tone tone(String type) {
    if (type.endsWith("_failed") || type.endsWith("_refused") || type.equals("tool_denied")) {
      return Tone.BAD;
    } else if (type.endsWith("_completed") || type.endsWith("_granted")) {
      return Tone.GOOD;
    } else if (type.endsWith("_start") || type.equals("model_call")) {
      return Tone.NAME;
    }
    return type.startsWith("ledger_") || type.equals("instrumented") ? Tone.QUIET : Tone.EVENT;
  }

  private static void append(StringBuilder line, String before, JsonNode value) {
    if (!value.isMissingNode()) {
      String text = value.isTextual() ? value.textValue() : value.toString();
      line.append(before).append(Plain.cut(text, MAX_VALUE_CHARS));
    }
  }
}
