package io.tachograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.CallTree.Node;
import io.tachograph.cli.Screen.Tone;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code task}: tells the story of one task or call. */
@Command(
    name = "task",
    mixinStandardHelpOptions = true,
    description = "Draws one task, or call, with all that ran inside of it: times and results.",
    footer = {
      "",
      "Exit codes: 0 done, 1 the ledger has no such task, 2 unreadable or bad usage.",
      "",
      "Example:",
      "  tachograph task 01a212e1-aa77-7174-af3f-07fbbfe2b2a6 /var/audit/orders"
    })
final class TaskCommand implements Callable<Integer> {
  private static final int MAX_RESULT_CHARS = 4_000;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ID", description = "The task_id that its entries have.")
  private String id;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private Screen screen;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  TaskCommand() {}

  @Override
  public Integer call() throws IOException {
    for (LedgerFolder folder : LedgerFolder.find(dir)) {
      Node task = read(folder);
      if (task != null) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
          out.println(Json.line(CallTreeJson.of(task)));
        } else {
          tell(task, out);
        }
        return Main.EXIT_OK;
      }
    }
    spec.commandLine()
        .getErr()
        .println("tachograph: no entry has this task_id: id=" + Plain.line(id) + " path=" + dir);
    return Main.EXIT_FINDINGS;
  }

  /** A call is recorded before what runs inside of it, so once through the ledger is enough. */
  private @Nullable Node read(LedgerFolder folder) throws IOException {
    CallTree tree = new CallTree();
    Set<String> known = new HashSet<>(Set.of(id));
    try (EntryReader reader = EntryReader.open(folder)) {
      for (EntryReader.Located located = reader.next(); located != null; located = reader.next()) {
        Entry entry = located.entry();
        JsonNode body = Json.parse(entry.bodyText());
        String task = body.path("task_id").textValue();
        String parent = body.path("parent_id").textValue();
        boolean isIt = task != null && known.contains(task);
        if (isIt || (parent != null && known.contains(parent))) {
          tree.add(entry, body);
          if (task != null) {
            known.add(task);
          }
        }
      }
    }
    return tree.call(id);
  }

  private void tell(Node task, PrintWriter out) {
    out.println(screen.in(Tone.NAME, Plain.line(CallTreeDrawing.label(task))));
    field(out, "began", screen.time(task.entry().time()));
    Entry end = task.end();
    field(out, "ended", end == null ? "no end is recorded" : screen.time(end.time()));
    for (String name : List.of("agent_id", "mission", "parent_id", "trace_id")) {
      if (task.body().has(name)) {
        field(out, name.replace("_id", ""), task.body().path(name).asText());
      }
    }
    field(out, "inside", CallCounts.of(task.inside()).words());
    out.println();
    new CallTreeDrawing(out, screen).draw(List.of(task));
    JsonNode result = task.endData().path("result");
    if (task.isFailed()) {
      out.println();
      out.println("It failed: " + Plain.line(CallTreeDrawing.error(task.endData())));
    } else if (!result.isMissingNode() && !result.isNull()) {
      out.println();
      out.println("Its result:");
      paragraph(out, result.isTextual() ? result.textValue() : result.toString());
    }
  }

  private static void paragraph(PrintWriter out, String text) {
    String kept =
        text.length() > MAX_RESULT_CHARS ? text.substring(0, MAX_RESULT_CHARS) + "…" : text;
    kept.lines().forEach(line -> out.println("  " + Plain.line(line)));
  }

  private static void field(PrintWriter out, String name, String value) {
    out.println(String.format("  %-8s %s", name, Plain.line(value)));
  }
}
