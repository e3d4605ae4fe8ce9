package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.legacy.ImportOutcome;
import io.tachograph.store.legacy.ImportRehearsal;
import io.tachograph.store.legacy.LegacyImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code store import}: brings JSON documents into a store. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Imports what agents kept in JSON files: project_manifest.json, active_mission.json,"
          + " project_memory.json and .session_handoff.json. A folder is looked through for files of"
          + " those names; a file that is named may have any.",
      "",
      "A file that was imported gets the name *.migrated-<time>.json and is otherwise left as it is."
          + " Importing again changes nothing. A file that is refused is left alone, and keeps no"
          + " other from being imported."
    },
    footer = {
      "",
      "Exit codes: 0 all was imported, 1 a file was refused, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph store import .vibe/state --db /var/audit/orders/store.db --dry-run",
      "  tachograph store import handoff.json --db store.db --mission atlas-1"
    })
final class StoreImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Parameters(
      paramLabel = "DIR|FILE",
      arity = "1..*",
      description = "Folders to look through, and files.")
  private List<Path> sources;

  @Option(
      names = "--mission",
      paramLabel = "UUID",
      description =
          "The mission of the documents that name none (memory, handoff); else it is looked for.")
  private @Nullable String mission;

  @Option(names = "--dry-run", description = "Say what would be done, change nothing.")
  private boolean dryRun;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreImportCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Clock clock = Clock.systemUTC();
    LegacyImport.Summary summary;
    if (dryRun) {
      summary =
          ImportRehearsal.run(
              database.file(), clock, sources, mission, outcome -> print(outcome, out));
    } else {
      try (SqliteStore store = SqliteStore.open(database.file(), clock)) {
        summary =
            LegacyImport.into(store, clock).run(sources, mission, outcome -> print(outcome, out));
      }
    }
    if (!database.json()) {
      out.println(words(summary));
    }
    return summary.refused() == 0 ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private String words(LegacyImport.Summary summary) {
    String migrated =
        summary.migrated() == 0 ? "" : ", " + summary.migrated() + " were imported earlier";
    if (summary.documents() == 0) {
      return "nothing to import: no document was found" + migrated;
    }
    return String.format(
        Locale.ROOT,
        "%s: %d, refused: %d%s",
        dryRun ? "would be done" : "done",
        summary.documents() - summary.refused(),
        summary.refused(),
        migrated);
  }

  private void print(ImportOutcome outcome, PrintWriter out) {
    if (database.json()) {
      out.println(Json.line(tree(outcome)));
      return;
    }
    String mission = outcome.missionUuid();
    String kind = outcome.kind() == null ? "" : "  " + outcome.kind().text();
    out.println(
        action(outcome)
            + "  "
            + Plain.line(outcome.file().toString())
            + kind
            + (mission == null ? "" : "  mission " + Plain.line(mission)));
    Path original = outcome.original();
    if (original != null) {
      out.println("    original kept as " + Plain.line(String.valueOf(original.getFileName())));
    }
    outcome.notes().forEach(note -> out.println("    " + Plain.line(note)));
    if (outcome.error() != null) {
      out.println("    " + Plain.line(outcome.error()));
    }
  }

  private String action(ImportOutcome outcome) {
    return switch (outcome.action()) {
      case IMPORTED -> dryRun ? "would import " : "imported ";
      case JOINED -> dryRun ? "would join   " : "joined   ";
      case UPDATED -> dryRun ? "would update " : "updated  ";
      case UNCHANGED -> "unchanged";
      case REFUSED -> "REFUSED  ";
    };
  }

  private ObjectNode tree(ImportOutcome outcome) {
    ObjectNode tree = Json.object();
    tree.put("file", outcome.file().toString());
    tree.put("kind", outcome.kind() == null ? null : outcome.kind().text());
    tree.put("action", outcome.action().name().toLowerCase(Locale.ROOT));
    tree.put("dry_run", dryRun);
    tree.put("mission_uuid", outcome.missionUuid());
    tree.put("original", outcome.original() == null ? null : outcome.original().toString());
    ArrayNode notes = tree.putArray("notes");
    outcome.notes().forEach(notes::add);
    tree.put("error", outcome.error());
    return tree;
  }
}
