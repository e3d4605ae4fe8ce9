package io.tachograph.verifier;

import io.tachograph.format.JsonWriter;
import org.jspecify.annotations.Nullable;

/** A report as JSON, as the commands print it. */
public final class ReportJson {
  private ReportJson() {}

  /** All that it says, as one object on one line. */
  public static String line(LedgerReport report) {
    JsonWriter json = new JsonWriter().reset().beginObject();
    write(report, json);
    return json.endObject().toString();
  }

  /** The members of that object, into one that is begun and may get others. */
  public static void write(LedgerReport report, JsonWriter json) {
    text(json, "ledger", report.ledger());
    json.name("entries").value(report.entries());
    json.name("sealed").value(report.sealed());
    json.name("unsealed").value(report.unsealed());
    json.name("checkpoints").value(report.checkpoints());
    json.name("unfinished").value(report.unfinished());
    json.name("bytes").value(report.bytes());
    verdicts(report, json);
    findings(report, json);
    json.name("finding_count").value(report.findingCount());
    text(json, "ledger_id", report.ledgerId());
    text(json, "origin", report.origin());
    text(json, "head_hash", report.headHash().toHex());
    json.name("notes").beginArray();
    report.notes().forEach(json::value);
    json.endArray();
    unfinished(report, json);
    json.name("duration_ms").value(report.duration().toMillis());
  }

  private static void text(JsonWriter json, String name, @Nullable String text) {
    json.name(name);
    if (text == null) {
      json.nullValue();
    } else {
      json.value(text);
    }
  }

  private static void verdicts(LedgerReport report, JsonWriter json) {
    json.name("verdicts").beginObject();
    report
        .verdicts()
        .byName()
        .forEach(
            (name, verdict) -> {
              json.name(name).beginObject();
              text(json, "verdict", verdict.state().text());
              text(json, "reason", verdict.reason());
              json.endObject();
            });
    json.endObject();
  }

  private static void findings(LedgerReport report, JsonWriter json) {
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      json.beginObject();
      text(json, "kind", finding.kind().text());
      json.name("seq").value(finding.seq());
      text(json, "file", finding.file());
      json.name("offset").value(finding.offset());
      text(json, "detail", finding.detail());
      json.endObject();
    }
    json.endArray();
  }

  private static void unfinished(LedgerReport report, JsonWriter json) {
    json.name("unfinished_calls").beginArray();
    for (UnfinishedCall call : report.unfinishedCalls()) {
      json.beginObject().name("seq").value(call.seq());
      text(json, "task_id", call.taskId());
      json.endObject();
    }
    json.endArray();
    LedgerReport.IncompleteTail tail = report.incompleteTail();
    if (tail != null) {
      json.name("incomplete_tail").beginObject();
      text(json, "file", tail.file());
      json.name("offset").value(tail.offset()).endObject();
    }
  }
}
