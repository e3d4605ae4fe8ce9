package io.tachograph.cli.report;

import io.tachograph.cli.words.Amounts;
import io.tachograph.verifier.Finding;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.UnfinishedCall;
import io.tachograph.verifier.Verdict;
import java.util.List;
import java.util.Map;

/** The part of the page that says what verification says: verdicts, checkpoints, findings. */
final class VerificationPart {
  private static final int MOST_ROWS = 200;

  private final Html html;
  private final LedgerReport judged;

  private VerificationPart(Html html, LedgerReport judged) {
    this.html = html;
    this.judged = judged;
  }

  /** Writes it. */
  static void write(Html html, LedgerReport judged) {
    new VerificationPart(html, judged).write();
  }

  private void write() {
    html.heading("verification", "What verification says");
    html.tableHead("question", "verdict", "why");
    for (Map.Entry<String, Verdict> answer : judged.verdicts().byName().entrySet()) {
      String state = answer.getValue().state().text();
      html.raw("<tr>").element("td", answer.getKey());
      html.raw("<td class=\"" + state + "\">").text(state).raw("</td>");
      html.element("td", answer.getValue().reason()).raw("</tr>\n");
    }
    html.tableEnd();
    judged.notes().forEach(said -> html.element("p", "Note: " + said));
    html.element(
        "p",
        Amounts.count(judged.checkpoints())
            + " signed checkpoints were judged; the last that holds covers "
            + Amounts.count(judged.sealed())
            + " entries.");
    if (judged.sealedBy() != null) {
      html.element("h3", "The last checkpoint that holds")
          .element("pre", judged.sealedBy().toString());
    }
    html.raw("<h3 id=\"findings\">Findings</h3>\n");
    if (judged.findings().isEmpty()) {
      html.element("p", "None.");
    } else {
      html.tableHead("kind", "seq", "file", "offset", "what");
      for (Finding finding : judged.findings()) {
        html.row(
            List.of(
                finding.kind().text(),
                Long.toString(finding.seq()),
                finding.file(),
                Long.toString(finding.offset()),
                finding.detail()));
      }
      html.tableEnd();
      if (judged.findingCount() > judged.findings().size()) {
        html.element("p", "And more: " + Amounts.count(judged.findingCount()) + " in all.");
      }
    }
    unfinished();
  }

  private void unfinished() {
    if (judged.unfinished() > 0) {
      html.element("h3", "Calls without an end");
      html.element(
          "p",
          Amounts.count(judged.unfinished())
              + " calls have a start and no end: their process died in them, or is in them now."
              + " That is no finding.");
      html.tableHead("seq", "task");
      for (UnfinishedCall call : judged.unfinishedCalls().stream().limit(MOST_ROWS).toList()) {
        html.row(List.of(Long.toString(call.seq()), call.taskId()));
      }
      html.tableEnd();
    }
  }
}
