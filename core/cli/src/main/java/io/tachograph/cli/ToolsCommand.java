package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tools}: prints the store's tool calls. */
@Command(
    name = "tools",
    mixinStandardHelpOptions = true,
    description = "Prints the tool calls that the store knows, the newest first.")
final class ToolsCommand extends StoreCommand {
  private static final int MAX_VALUE_CHARS = 80;

  /** For picocli. */
  ToolsCommand() {}

  @Override
  List<Row> rows(SqliteStore store, int limit) {
    return store.toolCalls().newest(limit).stream().map(ToolsCommand::row).toList();
  }

  private static Row row(ToolCall call) {
    String outcome = call.success() ? text(call.result()) : String.valueOf(call.errorMessage());
    String words =
        String.format(
            "%s  %-6s  %-20s  %5d ms  %s -> %s",
            call.timestamp(),
            call.success() ? "ok" : "FAILED",
            Plain.line(call.toolName()),
            call.durationMs(),
            Plain.cut(text(call.args()), MAX_VALUE_CHARS),
            Plain.cut(outcome, MAX_VALUE_CHARS));
    ObjectNode tree = Json.object();
    tree.put("tool_name", call.toolName());
    tree.set("args", call.args());
    tree.set("result", call.result());
    tree.put("timestamp", Json.text(call.timestamp()));
    tree.put("duration_ms", call.durationMs());
    tree.put("success", call.success());
    tree.put("error_message", call.errorMessage());
    return new Row(words, tree);
  }

  private static String text(@Nullable JsonNode value) {
    return String.valueOf(value);
  }
}
