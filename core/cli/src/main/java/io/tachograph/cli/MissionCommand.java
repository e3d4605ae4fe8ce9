package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.CallTree.Node;
import io.tachograph.cli.Screen.Tone;
import io.tachograph.cli.json.Json;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.store.SqliteStore;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mission}: tells all there is of one mission. */
@Command(
    name = "mission",
    mixinStandardHelpOptions = true,
    description = {
      "Prints all there is of one mission: what the ledger says happened, call by call, and what the",
      "store beside it says is the case now."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 neither knows the mission, 2 unreadable or bad usage.",
      "",
      "Example:",
      "  tachograph mission 6f1c2b0a-7d34-4b7e-9c58-2f0d8e41a9b3 /var/audit/orders"
    })
final class MissionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "UUID", description = "The mission's UUID.")
  private String uuid;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  @Mixin private Screen screen;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  MissionCommand() {}

  @Override
  public Integer call() throws IOException {
    boolean found = false;
    for (LedgerFolder folder : LedgerFolder.find(dir)) {
      MissionStory story = MissionStory.read(folder, uuid);
      MissionState state = state(folder);
      if (story != null || state != null) {
        found = true;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
          out.println(Json.line(tree(folder, story, state)));
        } else {
          tell(folder, story, state, out);
        }
      }
    }
    if (!found) {
      spec.commandLine()
          .getErr()
          .println(
              "tachograph: nobody knows this mission: uuid=" + Plain.line(uuid) + " path=" + dir);
    }
    return found ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private @Nullable MissionState state(LedgerFolder folder) {
    Path file = folder.path().resolve(RecordingSession.STORE_FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      return MissionState.read(store, uuid);
    }
  }

  private void tell(
      LedgerFolder folder,
      @Nullable MissionStory story,
      @Nullable MissionState state,
      PrintWriter out) {
    out.println(screen.in(Tone.NAME, "mission " + Plain.line(uuid)));
    field(out, "ledger", folder.path().toString());
    if (state != null) {
      state.fields(screen).forEach((name, value) -> field(out, name, value));
    }
    if (story == null) {
      field(out, "ledger", "it says nothing of this mission");
      return;
    }
    List<Node> roots = story.tree().roots();
    field(out, "inside", CallCounts.of(roots).words());
    out.println();
    out.println("What happened, from " + screen.time(story.first().time()) + ":");
    out.println();
    new CallTreeDrawing(out, screen).draw(roots);
    List<Node> decisions = new ArrayList<>();
    collect(roots, "decision", decisions);
    if (!decisions.isEmpty()) {
      out.println();
      out.println("Decisions:");
      decisions.forEach(decision -> out.println("  " + DecisionLine.words(decision, screen)));
    }
  }

  private static void collect(List<Node> nodes, String type, List<Node> into) {
    for (Node node : nodes) {
      if (node.entry().type().equals(type)) {
        into.add(node);
      }
      collect(node.inside(), type, into);
    }
  }

  private ObjectNode tree(
      LedgerFolder folder, @Nullable MissionStory story, @Nullable MissionState state) {
    ObjectNode tree = Json.object();
    tree.put("mission_uuid", uuid);
    tree.put("ledger", folder.path().toString());
    tree.set("state", state == null ? null : state.tree());
    if (story != null) {
      CallTreeJson.addAll(tree.putArray("events"), story.tree().roots());
    }
    return tree;
  }

  private static void field(PrintWriter out, String name, String value) {
    out.println(String.format("  %-10s %s", name, Plain.line(value)));
  }
}
