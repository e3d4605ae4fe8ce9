package io.tachograph.verifier;

import java.io.PrintWriter;
import java.util.Locale;

/** A report in words, as the commands print it. */
public final class ReportWords {
  private static final int MAX_SHOWN_FINDINGS = 20;
  private static final int MAX_SHOWN_CALLS = 10;

  private ReportWords() {}

  /** Prints it. */
  public static void print(LedgerReport report, PrintWriter out) {
    out.println("ledger " + PlainText.line(report.ledger()));
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
            (name, verdict) -> out.println("  " + name + " " + PlainText.line(verdict.toString())));
    report.notes().forEach(note -> out.println("  note: " + PlainText.line(note)));
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
              + PlainText.line(tail.file())
              + " offset="
              + tail.offset());
    }
    out.println("  id " + PlainText.line(String.valueOf(report.ledgerId())));
    out.println(
        String.format(
            Locale.ROOT,
            "  head %s%n  read %,d bytes in %,d ms",
            report.headHash(),
            report.bytes(),
            report.duration().toMillis()));
  }

  private static void finding(Finding finding, PrintWriter out) {
    out.println("  " + PlainText.line(finding.toString()));
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
        .forEach(c -> out.println("    seq=" + c.seq() + " task_id=" + PlainText.line(c.taskId())));
  }

  private static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
