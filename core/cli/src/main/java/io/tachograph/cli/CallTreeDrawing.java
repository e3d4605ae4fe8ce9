package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.CallTree.Node;
import io.tachograph.cli.Screen.Tone;
import io.tachograph.format.Entry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Draws a {@link CallTree}: when, what with which arguments, how long, and how it ended. */
final class CallTreeDrawing {
  private static final int MAX_ARGUMENT_CHARS = 60;
  private static final int MAX_NAME_CHARS = 80;
  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintWriter out;
  private final Screen screen;
  private final int width;

  CallTreeDrawing(PrintWriter out, Screen screen) {
    this.out = out;
    this.screen = screen;
    this.width = screen.width();
  }

  /** Draws nodes and all that is inside of them. */
  void draw(List<Node> nodes) {
    draw(nodes, "");
  }

  private void draw(List<Node> nodes, String before) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      Node node = nodes.get(i);
      line(node, before + (last ? "└─ " : "├─ "));
      draw(node.inside(), before + (last ? "   " : "│  "));
    }
  }

  private void line(Node node, String branch) {
    String time = screen.timeOfDay(node.entry().time());
    String label = label(node);
    String ending = ending(node);
    int room = width - time.length() - branch.length() - 2;
    String text = Plain.cut(label, room);
    String rest = "";
    if (!ending.isEmpty() && room - text.length() > 4) {
      rest = "  " + oneLine(ending, room - text.length() - 2);
    }
    out.println(
        screen.in(Tone.QUIET, time)
            + "  "
            + screen.in(Tone.QUIET, branch)
            + screen.in(node.isFailed() ? Tone.BAD : tone(node), text)
            + (node.isFailed() ? screen.in(Tone.BAD, rest) : rest));
  }

  private static Tone tone(Node node) {
    return node.isCall() || node.isModelCall() ? Tone.NAME : EntryLine.tone(node.entry().type());
  }

  /** What it is. */
  static String label(Node node) {
    JsonNode data = node.data();
    if (node.isCall()) {
      String kind = node.isTask() ? "task " : "tool ";
      return kind + name(data) + "(" + arguments(data.path("payload")) + ")";
    } else if (node.isModelCall()) {
      return "model " + model(data);
    }
    return node.entry().type();
  }

  private static String name(JsonNode data) {
    return Plain.cut(data.path("name").asText("?"), MAX_NAME_CHARS);
  }

  private static String model(JsonNode data) {
    StringJoiner words = new StringJoiner(" ");
    for (String part : List.of("provider", "model")) {
      String said = data.path(part).asText("");
      if (!said.isEmpty() && !said.equals("OTHER")) {
        words.add(Plain.cut(said, MAX_NAME_CHARS));
      }
    }
    return words.toString();
  }

  private static String arguments(JsonNode payload) {
    StringJoiner words = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> argument : payload.properties()) {
      words.add(argument.getKey() + ": " + value(argument.getValue(), MAX_ARGUMENT_CHARS));
    }
    return words.toString();
  }

  private static String value(JsonNode value, int chars) {
    return oneLine(value.isTextual() ? value.textValue() : value.toString(), chars);
  }

  /** Line breaks and indentation say nothing where there is one line. */
  private static String oneLine(String text, int chars) {
    return Plain.cut(text.strip().replaceAll("\\s+", " "), chars);
  }

  /** How it went. */
  private static String ending(Node node) {
    if (!node.isCall()) {
      return node.isModelCall() ? answer(node.data()) : said(node.data());
    }
    Entry end = node.end();
    if (end == null) {
      return "has no end: the process died in it, or it still runs";
    }
    JsonNode data = node.endData();
    return duration(data) + (node.isFailed() ? " failed: " + error(data) : result(data));
  }

  private static String duration(JsonNode data) {
    return data.has("duration_ns")
        ? String.format("%.1f ms", data.path("duration_ns").asLong() / NANOS_PER_MILLI)
        : "";
  }

  private static String result(JsonNode data) {
    JsonNode result = data.path("result");
    return result.isMissingNode() || result.isNull()
        ? ""
        : " → " + (result.isTextual() ? result.textValue() : result.toString());
  }

  /** An exception as its class's simple name and its message. */
  static String error(JsonNode data) {
    JsonNode error = data.path("error");
    String type = error.path("type").asText("");
    String message = error.path("message").asText("");
    String name = type.substring(type.lastIndexOf('.') + 1);
    return message.isEmpty() ? name : name + ": " + message;
  }

  private static String answer(JsonNode data) {
    StringJoiner words = new StringJoiner(", ");
    words.add(duration(data));
    if (data.has("tokens_in") || data.has("tokens_out")) {
      words.add(
          data.path("tokens_in").asText("?")
              + " tokens in, "
              + data.path("tokens_out").asText("?")
              + " out");
    }
    if (data.has("finish_reason")) {
      words.add(data.path("finish_reason").asText());
    }
    if (data.has("error")) {
      words.add("failed: " + error(data));
    }
    return words.toString();
  }

  private static String said(JsonNode data) {
    StringJoiner words = new StringJoiner(", ");
    for (Map.Entry<String, JsonNode> member : data.properties()) {
      JsonNode value = member.getValue();
      words.add(
          member.getKey() + ": " + (value.isTextual() ? value.textValue() : value.toString()));
    }
    return words.toString();
  }
}
