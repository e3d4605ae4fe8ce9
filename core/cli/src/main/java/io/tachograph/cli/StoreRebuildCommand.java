package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.recorder.StoreRebuild;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code store rebuild}: makes a store anew from its ledger. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the store beside a ledger anew from it, in a new file that takes the old one's place"
          + " only when it is complete. The old one is kept under another name. Nothing may use"
          + " either meanwhile.",
      "",
      "Rows that are not the ledger's are carried over from the old store; with --discard-others"
          + " they are left behind in it, and their number is said."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 done, but the ledger lacks entries that it should have,",
      "2 refused or failed: the old store is as it was.",
      "",
      "Example:",
      "  tachograph store rebuild /var/audit/orders"
    })
final class StoreRebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, with the store in it.")
  private Path dir;

  @Option(
      names = "--discard-others",
      description =
          "Leave behind what other agents wrote; also where the old store cannot be read.")
  private boolean discardOthers;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreRebuildCommand() {}

  @Override
  public Integer call() throws IOException {
    LedgerFolder folder = LedgerFolder.one(dir);
    StoreRebuild.Report report;
    try (EntryReader reader = EntryReader.open(folder)) {
      report = StoreRebuild.run(folder.path(), new IntactEntrySource(reader), discardOthers);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(tree(report)));
    } else {
      words(report, out);
    }
    return report.lacking() == 0 ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private ObjectNode tree(StoreRebuild.Report report) {
    ObjectNode tree = Json.object();
    tree.put("ledger_id", report.ledgerId());
    tree.put("first_seq", report.firstSeq());
    tree.put("applied_seq", report.lastSeq());
    tree.put("entries", report.entries());
    tree.put("lacking_entries", report.lacking());
    ObjectNode others = tree.putObject(discardOthers ? "discarded" : "carried_over");
    report.others().forEach(others::put);
    Path keptAs = report.keptAs();
    tree.put("kept_as", keptAs == null ? null : keptAs.toString());
    return tree;
  }

  private void words(StoreRebuild.Report report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "rebuilt from %,d entries, seq %d to %d%n",
        report.entries(),
        report.firstSeq(),
        report.lastSeq());
    if (report.firstSeq() > 0) {
      out.println("  the ledger was pruned: what was before cannot be made anew");
    }
    if (report.lacking() > 0) {
      out.printf(
          Locale.ROOT,
          "  LACKING: %,d entries cannot be read; run verify on the ledger%n",
          report.lacking());
    }
    report
        .others()
        .forEach(
            (table, rows) ->
                out.printf(
                    Locale.ROOT,
                    "  %s: %,d rows of %s%n",
                    discardOthers ? "left behind" : "carried over",
                    rows,
                    Plain.line(table)));
    Path keptAs = report.keptAs();
    if (keptAs != null) {
      out.println("  the old store is kept as " + Plain.line(keptAs.toString()));
    }
  }
}
