package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.verifier.Finding;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import io.tachograph.verifier.UnfinishedCall;
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

/** {@code verify}: judges ledgers. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Verifies a ledger, or every ledger under a folder, from its files alone.",
    footer = {"", "Example:", "  tachograph verify /var/audit/orders --json"})
final class VerifyCommand implements Callable<Integer> {
  private static final int MAX_SHOWN_FINDINGS = 20;
  private static final int MAX_SHOWN_CALLS = 10;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean intact = true;
    boolean readable = true;
    for (LedgerFolder folder : LedgerFolder.find(dir)) {
      try {
        LedgerReport report = verify(folder);
        intact &= report.intact();
        if (json) {
          out.println(Json.line(tree(report)));
        } else {
          words(report, out);
        }
      } catch (IOException e) {
        // The others are judged all the same.
        readable = false;
        spec.commandLine()
            .getErr()
            .println(
                "tachograph: the ledger cannot be read: ledger="
                    + Plain.line(folder.path().toString())
                    + ": "
                    + Plain.line(String.valueOf(e.getMessage())));
      }
    }
    if (!readable) {
      return Main.EXIT_FAILED;
    }
    return intact ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private LedgerReport verify(LedgerFolder folder) throws IOException {
    try (ProgressBar bar = ProgressBar.on(json ? null : System.console())) {
      return LedgerVerifier.verify(
          folder, LedgerVerifier.Expectation.NONE, bar == null ? Progress.NONE : bar);
    }
  }

  private static ObjectNode tree(LedgerReport report) {
    ObjectNode tree = Json.object();
    tree.put("ledger", report.ledger().toString());
    tree.put("entries", report.entries());
    tree.put("sealed", report.sealed());
    tree.put("unsealed", report.unsealed());
    tree.put("unfinished", report.unfinished());
    tree.put("bytes", report.bytes());
    tree.put("duration_ms", report.duration().toMillis());
    ArrayNode findings = tree.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode one = findings.addObject();
      one.put("kind", finding.kind().text());
      one.put("seq", finding.seq());
      one.put("file", finding.file());
      one.put("offset", finding.offset());
      one.put("detail", finding.detail());
    }
    tree.put("finding_count", report.findingCount());
    tree.put("ledger_id", report.ledgerId());
    tree.put("origin", report.origin());
    tree.put("head_hash", report.headHash().toHex());
    ArrayNode calls = tree.putArray("unfinished_calls");
    for (UnfinishedCall call : report.unfinishedCalls()) {
      calls.addObject().put("seq", call.seq()).put("task_id", call.taskId());
    }
    LedgerReport.IncompleteTail tail = report.incompleteTail();
    if (tail != null) {
      tree.putObject("incomplete_tail").put("file", tail.file()).put("offset", tail.offset());
    }
    return tree;
  }

  private static void words(LedgerReport report, PrintWriter out) {
    out.println("ledger " + Plain.line(report.ledger().toString()));
    out.println(
        report.intact()
            ? "  intact: " + count(report.entries(), "entry", "entries") + ", the chain is unbroken"
            : "  NOT INTACT: "
                + count(report.findingCount(), "finding", "findings")
                + " in "
                + count(report.entries(), "entry", "entries"));
    if (report.unsealed() > 0) {
      out.println(
          "  not yet sealed: "
              + count(report.unsealed(), "entry", "entries")
              + " that no signed checkpoint covers");
    }
    report.findings().stream().limit(MAX_SHOWN_FINDINGS).forEach(f -> finding(f, out));
    if (report.findingCount() > MAX_SHOWN_FINDINGS) {
      out.println(
          "  and "
              + (report.findingCount() - MAX_SHOWN_FINDINGS)
              + " more (--json has up to 10,000 of them)");
    }
    unfinished(report, out);
    LedgerReport.IncompleteTail tail = report.incompleteTail();
    if (tail != null) {
      out.println(
          "  its writer left an excerpt incomplete, which was never part of the ledger: "
              + Plain.line(tail.file())
              + " offset="
              + tail.offset());
    }
    out.println("  id " + Plain.line(String.valueOf(report.ledgerId())));
    out.println(
        String.format(
            Locale.ROOT,
            "  head %s%n  read %,d bytes in %,d ms",
            report.headHash(),
            report.bytes(),
            report.duration().toMillis()));
  }

  private static void finding(Finding finding, PrintWriter out) {
    out.println("  " + Plain.line(finding.toString()));
  }

  private static void unfinished(LedgerReport report, PrintWriter out) {
    if (report.unfinished() == 0) {
      return;
    }
    out.println(
        "  unfinished: "
            + count(report.unfinished(), "call has", "calls have")
            + " a start and no end (the process died inside, or is inside now)");
    report.unfinishedCalls().stream()
        .limit(MAX_SHOWN_CALLS)
        .forEach(c -> out.println("    seq=" + c.seq() + " task_id=" + Plain.line(c.taskId())));
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
