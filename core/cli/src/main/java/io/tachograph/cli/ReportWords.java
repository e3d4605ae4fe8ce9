package io.tachograph.cli;

import io.tachograph.verifier.Finding;
import io.tachograph.verifier.LedgerReport;
import java.io.PrintWriter;
import java.util.Locale;

/** A report in words. */
final class ReportWords {
  private static final int MAX_SHOWN_FINDINGS = 20;
  private static final int MAX_SHOWN_CALLS = 10;

  private ReportWords() {}

  /** Prints it. */
  static void print(LedgerReport report, PrintWriter out) {
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
    report
        .verdicts()
        .byName()
        .forEach(
            (name, verdict) -> out.println("  " + name + " " + Plain.line(verdict.toString())));
    report.notes().forEach(note -> out.println("  note: " + Plain.line(note)));
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
