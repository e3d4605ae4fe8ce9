package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.oldledger.ImportReport;
import io.tachograph.recorder.oldledger.ImportReport.Outcome;
import io.tachograph.recorder.oldledger.ImportReport.Written;
import io.tachograph.recorder.oldledger.OldLedgerImport;
import io.tachograph.store.oldledger.ChainBreak;
import io.tachograph.store.oldledger.ChainSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code store import-ledger}: brings an older SQLite ledger into one of ours. */
@Command(
    name = "import-ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Reads an SQLite ledger (table ledger_events), verifies its own chain of hashes, and appends"
          + " every row to a ledger of ours, with its original time, id and hash inside. Nothing is"
          + " changed in the old one.",
      "",
      "A file that was imported into that ledger before is not imported again, and an import that"
          + " was cut off goes on where it stopped: just run it once more."
    },
    footer = {
      "",
      "Exit codes: 0 imported, 1 its chain is broken and nothing was written,",
      "2 unreadable, in use or bad usage.",
      "",
      "Example:",
      "  tachograph store import-ledger data/vibe_ledger.db --dir /var/audit/imported"
    })
final class StoreImportLedgerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE.db", description = "The old ledger.")
  private Path file;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "The folder of our ledger; made where there is none.")
  private Path dir;

  @Option(
      names = "--accept-broken",
      description = "Import a broken chain too, each break as an event of its own.")
  private boolean acceptBroken;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreImportLedgerCommand() {}

  @Override
  public Integer call() throws IOException {
    HostProcess process = new HostProcess(Main.class.getName(), Main.version());
    ImportReport report =
        OldLedgerImport.run(new OldLedgerImport.Request(file, dir, acceptBroken, process));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(tree(report)));
    } else {
      words(report, out);
    }
    if (report.outcome() != Outcome.REFUSED) {
      return Main.EXIT_OK;
    }
    spec.commandLine()
        .getErr()
        .println(
            "tachograph: the old ledger's chain is broken, nothing was written; look into it, or"
                + " import it all the same with --accept-broken: file="
                + Plain.line(report.file().toString())
                + " "
                + words(report.summary().breaks().get(0)));
    return Main.EXIT_FINDINGS;
  }

  private static ObjectNode tree(ImportReport report) {
    ChainSummary summary = report.summary();
    ObjectNode tree = Json.object();
    tree.put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    tree.put("file", report.file().toString());
    tree.put("sha256", report.sha256());
    if (report.logSha256() != null) {
      tree.put("log_sha256", report.logSha256());
    }
    tree.put("chain", summary.chain().name().toLowerCase(Locale.ROOT));
    tree.put("rows", summary.rows());
    tree.set("first", tree(summary.first()));
    tree.set("last", tree(summary.last()));
    tree.put("lacks_end", summary.lacksEnd());
    tree.put("highest_id_given", summary.highestIdGiven());
    tree.put("break_count", summary.breakCount());
    ArrayNode breaks = tree.putArray("breaks");
    for (ChainBreak broken : summary.breaks()) {
      breaks
          .addObject()
          .put("row", broken.rowId())
          .put("finding", broken.finding().name().toLowerCase(Locale.ROOT))
          .put("column", broken.column() == null ? null : broken.column().text())
          .put("stored", broken.stored())
          .put("computed", broken.computed());
    }
    tree.put("ledger", report.ledger().toString());
    tree.put("import_id", report.importId() == null ? null : report.importId().toString());
    Written written = report.written();
    if (written != null) {
      tree.put("ledger_id", written.ledgerId().toString());
      tree.put("new_vkey", written.newKey() == null ? null : written.newKey().toString());
      tree.put("first_seq", written.firstSeq());
      tree.put("last_seq", written.lastSeq());
      tree.put("sealed", written.sealed());
    }
    return tree;
  }

  private static @Nullable ObjectNode tree(ChainSummary.@Nullable End end) {
    return end == null ? null : Json.object().put("id", end.id()).put("timestamp", end.timestamp());
  }

  private static void words(ImportReport report, PrintWriter out) {
    ChainSummary summary = report.summary();
    out.println("old ledger " + Plain.line(report.file().toString()));
    out.println("  sha256: " + report.sha256());
    out.println("  rows: " + summary.rows() + ends(summary));
    switch (summary.chain()) {
      case VERIFIED -> out.println("  chain: verified");
      case UNSEALED -> out.println("  chain: UNSEALED, it has no hashes that could vouch for it");
      case BROKEN -> out.println("  chain: BROKEN, breaks: " + summary.breakCount());
    }
    for (ChainBreak broken : summary.breaks()) {
      out.println("    " + words(broken));
    }
    if (summary.breakCount() > summary.breaks().size()) {
      out.println("    and " + (summary.breakCount() - summary.breaks().size()) + " more");
    }
    if (summary.lacksEnd()) {
      out.println(
          "  rows are missing at its end: ids were given up to " + summary.highestIdGiven());
    }
    String ledger = Plain.line(report.ledger().toString());
    switch (report.outcome()) {
      case REFUSED -> out.println("  refused: nothing was written");
      case ALREADY_IMPORTED ->
          out.println("  already imported, nothing was written: ledger=" + ledger);
      case IMPORTED -> out.println("  imported: ledger=" + ledger);
      case CONTINUED -> out.println("  continued where it was cut off: ledger=" + ledger);
    }
    words(report.written(), out);
  }

  private static void words(@Nullable Written written, PrintWriter out) {
    if (written == null) {
      return;
    }
    out.println(
        "  entries: seq "
            + written.firstSeq()
            + " to "
            + written.lastSeq()
            + (written.sealed()
                ? ", sealed"
                : ", NOT SEALED yet: the next process that writes to the ledger seals them"));
    if (written.newKey() != null) {
      out.println("  the ledger is new, keep the key that verifies it: " + written.newKey());
    }
  }

  private static String ends(ChainSummary summary) {
    ChainSummary.End first = summary.first();
    ChainSummary.End last = summary.last();
    return first == null || last == null
        ? ""
        : ", from id=" + words(first) + " to id=" + words(last);
  }

  private static String words(ChainSummary.End end) {
    return end.id() + (end.timestamp() == null ? "" : " " + Plain.line(end.timestamp()));
  }

  private static String words(ChainBreak broken) {
    return "row="
        + broken.rowId()
        + " column="
        + (broken.column() == null ? "(any that is hashed)" : broken.column().text())
        + " stored="
        + Plain.line(String.valueOf(broken.stored()))
        + " computed="
        + Plain.line(String.valueOf(broken.computed()))
        + ": "
        + broken.finding().words();
  }
}
