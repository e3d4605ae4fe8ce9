package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.verifier.FileHash;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.ReportJson;
import java.util.List;

/** A report as an auditor can file it: with the hashes of all files. */
final class ReportTree {
  /** What is of the machine and the moment that it was made on. */
  private static final List<String> NOT_FILED = List.of("ledger", "duration_ms");

  private ReportTree() {}

  /** All that it says but where and how fast. */
  static ObjectNode filed(LedgerReport report) {
    ObjectNode tree = (ObjectNode) Json.parse(ReportJson.line(report));
    tree.remove(NOT_FILED);
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
}
