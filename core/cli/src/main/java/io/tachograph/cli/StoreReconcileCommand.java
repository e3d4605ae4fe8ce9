package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.recorder.StoreReconcile;
import io.tachograph.store.StoreComparison;
import io.tachograph.store.StoreDifference;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
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

/** {@code store reconcile}: holds a store against its ledger. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a ledger into a temporary store and says in which rows the store beside it differs:"
          + " changed, missing or added. The ledger is sealed and the database is not, so this"
          + " finds what somebody edited in it. Reads only; both may be in use.",
      "",
      "Compared are missions, tasks, tool_calls and decisions. Rows of missions that other agents"
          + " made are counted as theirs; say --alone where there are no others."
    },
    footer = {
      "",
      "Exit codes: 0 the store is what the ledger says, 1 it differs, or the ledger is not intact,",
      "2 it could not be compared.",
      "",
      "Example:",
      "  tachograph store reconcile /var/audit/orders --json"
    })
final class StoreReconcileCommand implements Callable<Integer> {
  private static final int MAX_VALUE_CHARS = 120;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, with the store in it.")
  private Path dir;

  @Option(
      names = "--alone",
      description =
          "Nobody but the agent writes to these tables: each row that the ledger does not know was"
              + " added.")
  private boolean alone;

  @Option(names = "--json", description = "Print one JSON object a line for each difference.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreReconcileCommand() {}

  @Override
  public Integer call() throws IOException {
    LedgerFolder folder = LedgerFolder.one(dir);
    boolean intact =
        LedgerVerifier.verify(folder, LedgerVerifier.Expectation.NONE, Progress.NONE).intact();
    if (!intact) {
      spec.commandLine()
          .getErr()
          .println(
              "tachograph: the ledger is not intact, so what it says cannot be relied on; run"
                  + " verify: ledger="
                  + Plain.line(folder.path().toString()));
    }
    PrintWriter out = spec.commandLine().getOut();
    StoreReconcile.Report report;
    try (EntryReader reader = EntryReader.open(folder)) {
      report =
          StoreReconcile.run(
              folder.path(),
              new IntactEntrySource(reader),
              alone,
              difference -> out.println(json ? Json.line(tree(difference)) : words(difference)));
    }
    if (json) {
      out.println(Json.line(tree(report, intact)));
    } else {
      words(report, out);
    }
    return report.isSame() && intact ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private static ObjectNode tree(StoreDifference difference) {
    ObjectNode tree = Json.object();
    tree.put("difference", difference.kind().name().toLowerCase(Locale.ROOT));
    tree.put("table", difference.table());
    tree.put("row", difference.rowId());
    tree.put("identity", difference.identity());
    for (StoreDifference.Column column : difference.columns()) {
      tree.withArray("columns")
          .addObject()
          .put("column", column.name())
          .put("ledger", column.expected())
          .put("store", column.found());
    }
    return tree;
  }

  private static ObjectNode tree(StoreReconcile.Report report, boolean intact) {
    ObjectNode tree = Json.object();
    tree.put("same", report.isSame());
    tree.put("ledger_intact", intact);
    tree.put("ledger_id", report.ledgerId());
    tree.put("first_seq", report.firstSeq());
    tree.put("applied_seq", report.appliedSeq());
    tree.put("compared_seq", report.lastSeq());
    tree.put("lacking_entries", report.lacking());
    for (StoreComparison.Counts counts : report.tables()) {
      tree.withObject("/tables")
          .putObject(counts.table())
          .put("same", counts.same())
          .put("changed", counts.changed())
          .put("missing", counts.missing())
          .put("added", counts.added())
          .put("of_others", counts.ofOthers())
          .put("before_ledger", counts.before())
          .put("archived", counts.archived());
    }
    return tree;
  }

  private static String words(StoreDifference difference) {
    StringBuilder line = new StringBuilder();
    line.append(difference.kind())
        .append(' ')
        .append(difference.table())
        .append(difference.rowId() == null ? "" : " row=" + difference.rowId())
        .append(' ')
        .append(Plain.cut(difference.identity(), MAX_VALUE_CHARS));
    for (StoreDifference.Column column : difference.columns()) {
      line.append(System.lineSeparator())
          .append("  ")
          .append(column.name())
          .append(": the ledger says ")
          .append(value(column.expected()))
          .append(", the store ")
          .append(value(column.found()));
    }
    return line.toString();
  }

  private static String value(@Nullable String value) {
    return value == null ? "NULL" : Plain.cut(value, MAX_VALUE_CHARS);
  }

  private static void words(StoreReconcile.Report report, PrintWriter out) {
    if (report.appliedSeq() < 0) {
      out.println("The store does not say how far it has come; all of the ledger was compared.");
    } else if (!report.isPositionSound()) {
      out.printf(
          Locale.ROOT,
          "The store says that it has applied seq %d; the ledger ends with %d.%n",
          report.appliedSeq(),
          report.lastSeq());
    }
    if (report.lacking() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d entries of the ledger cannot be read; rows that they made count as added.%n",
          report.lacking());
    }
    if (report.firstSeq() > 0) {
      out.println("The ledger begins with seq " + report.firstSeq() + ": it was pruned.");
    }
    for (StoreComparison.Counts counts : report.tables()) {
      out.printf(
          Locale.ROOT,
          "%-12s %,10d as the ledger says, %,d changed, %,d missing, %,d added%s%s%s%n",
          counts.table(),
          counts.same(),
          counts.changed(),
          counts.missing(),
          counts.added(),
          some(counts.ofOthers(), "of other agents"),
          some(counts.before(), "from before what the ledger still has"),
          some(counts.archived(), "archived and deleted"));
    }
    out.println(report.isSame() ? "The store is what the ledger says." : "THE STORE DIFFERS.");
  }

  private static String some(long rows, String what) {
    return rows == 0 ? "" : String.format(Locale.ROOT, "; %,d %s", rows, what);
  }
}
