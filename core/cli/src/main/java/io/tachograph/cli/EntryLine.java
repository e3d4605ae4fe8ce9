package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.Screen.Tone;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import java.util.List;

/** One entry on one line: in words, or as the JSON object that machines read. */
final class EntryLine {
  private static final int MAX_VALUE_CHARS = 160;
  private static final double NANOS_PER_MILLI = 1e6;

  private EntryLine() {}

  /** As JSON, with the body as it was recorded. */
  static String json(EntryReader.Located located) {
    Entry entry = located.entry();
    ObjectNode tree = Json.object();
    tree.put("seq", entry.seq());
    tree.put("time", entry.time().toString());
    tree.put("type", entry.type());
    tree.put("id", entry.id().toString());
    tree.put("hash", located.storedHash().toHex());
    tree.put("file", located.file());
    tree.put("offset", located.offset());
    return Json.lineWithBody(tree, entry.bodyText());
  }

  /** In words. */
  static String words(Entry entry, JsonNode body, Screen screen) {
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
