package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command did.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int code, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs it in this JVM. */
  static CommandRun run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = Main.run(texts, new PrintStream(out), new PrintStream(err));
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The output as JSON. */
  JsonNode json() throws IOException {
    return JSON.readTree(out);
  }

  /** The last line of the output as JSON. */
  JsonNode summary() throws IOException {
    List<JsonNode> lines = lines();
    return lines.get(lines.size() - 1);
  }

  /** Each line of the output as JSON. */
  List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
