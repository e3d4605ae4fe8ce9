package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show}: prints entries. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints a ledger's entries. It does not judge them: that is what verify does.",
    footer = {
      "",
      "Examples:",
      "  tachograph show /var/audit/orders --type tool_failed",
      "  tachograph show /var/audit/orders --seq 100..120 --json"
    })
final class ShowCommand implements Callable<Integer> {
  private static final int MAX_VALUE_CHARS = 160;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(
      names = "--task",
      paramLabel = "ID",
      description = "Only entries of this task or call, and of what ran directly in it.")
  private @Nullable String task;

  @Option(names = "--type", paramLabel = "T", description = "Only entries of this type.")
  private @Nullable String type;

  @Option(
      names = "--seq",
      paramLabel = "A..B",
      converter = SeqRange.Converter.class,
      description = "Only entries from A to B, both included; either may be left out.")
  private SeqRange seq = SeqRange.ALL;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many entries.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object a line for each entry.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 or more: --limit=" + limit);
    }
    List<LedgerFolder> folders = LedgerFolder.find(dir);
    PrintWriter out = spec.commandLine().getOut();
    for (LedgerFolder folder : folders) {
      if (folders.size() > 1 && !json) {
        out.println("ledger " + Plain.line(folder.path().toString()));
      }
      show(folder, out);
    }
    return Main.EXIT_OK;
  }

  private void show(LedgerFolder folder, PrintWriter out) throws IOException {
    try (EntryReader reader = EntryReader.open(folder)) {
      long shown = 0;
      for (EntryReader.Located located = reader.next();
          located != null && shown < limit;
          located = reader.next()) {
        if (wanted(located.entry())) {
          JsonNode body = Json.parse(located.entry().bodyText());
          if (isOfTask(body)) {
            shown++;
            out.println(json ? jsonLine(located) : words(located.entry(), body));
          }
        }
      }
    }
  }

  private boolean wanted(Entry entry) {
    return seq.contains(entry.seq()) && (type == null || type.equals(entry.type()));
  }

  private boolean isOfTask(JsonNode body) {
    return task == null
        || task.equals(body.path("task_id").textValue())
        || task.equals(body.path("parent_id").textValue());
  }

  private static String jsonLine(EntryReader.Located located) {
    return Json.lineWithBody(tree(located), located.entry().bodyText());
  }

  private static ObjectNode tree(EntryReader.Located located) {
    Entry entry = located.entry();
    ObjectNode tree = Json.object();
    tree.put("seq", entry.seq());
    tree.put("time", entry.time().toString());
    tree.put("type", entry.type());
    tree.put("id", entry.id().toString());
    tree.put("hash", located.storedHash().toHex());
    tree.put("file", located.file());
    tree.put("offset", located.offset());
    return tree;
  }

  private static String words(Entry entry, JsonNode body) {
    StringBuilder line = new StringBuilder();
    line.append(String.format("%6d  %s  %-15s", entry.seq(), entry.time(), entry.type()));
    JsonNode data = body.path("data");
    append(line, " ", data.path("name"));
    append(line, "  task=", body.path("task_id"));
    append(line, "  in=", body.path("parent_id"));
    append(line, "  agent=", body.path("agent_id"));
    append(line, "  mission=", body.path("mission"));
    if (data.has("duration_ns")) {
      line.append(String.format("  %.3f ms", data.path("duration_ns").asLong() / 1e6));
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

  private static void append(StringBuilder line, String before, JsonNode value) {
    if (!value.isMissingNode()) {
      String text = value.isTextual() ? value.textValue() : value.toString();
      line.append(before).append(Plain.cut(text, MAX_VALUE_CHARS));
    }
  }
}
