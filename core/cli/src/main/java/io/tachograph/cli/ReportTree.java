package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.verifier.FileHash;
import io.tachograph.verifier.Finding;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.UnfinishedCall;

/** A report as JSON. */
final class ReportTree {
  private ReportTree() {}

  /** All that it says, for {@code --json}. */
  static ObjectNode of(LedgerReport report) {
    ObjectNode tree = Json.object();
    tree.put("ledger", report.ledger());
    fill(tree, report);
    tree.put("duration_ms", report.duration().toMillis());
    return tree;
  }

  /** What an auditor can file: nothing of the machine that it was made on. */
  static ObjectNode filed(LedgerReport report) {
    ObjectNode tree = Json.object();
    fill(tree, report);
    ArrayNode files = tree.putArray("files");
    for (FileHash hash : report.digests()) {
      files
          .addObject()
          .put("file", hash.file())
          .put("bytes", hash.bytes())
          .put("sha256", hash.sha256());
    }
    return tree;
  }

  private static void fill(ObjectNode tree, LedgerReport report) {
    tree.put("entries", report.entries());
    tree.put("sealed", report.sealed());
    tree.put("unsealed", report.unsealed());
    tree.put("checkpoints", report.checkpoints());
    tree.put("unfinished", report.unfinished());
    tree.put("bytes", report.bytes());
    ObjectNode verdicts = tree.putObject("verdicts");
    report
        .verdicts()
        .byName()
        .forEach(
            (name, verdict) ->
                verdicts
                    .putObject(name)
                    .put("verdict", verdict.state().text())
                    .put("reason", verdict.reason()));
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
    ArrayNode notes = tree.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode calls = tree.putArray("unfinished_calls");
    for (UnfinishedCall call : report.unfinishedCalls()) {
      calls.addObject().put("seq", call.seq()).put("task_id", call.taskId());
    }
    LedgerReport.IncompleteTail tail = report.incompleteTail();
    if (tail != null) {
      tree.putObject("incomplete_tail").put("file", tail.file()).put("offset", tail.offset());
    }
  }
}
