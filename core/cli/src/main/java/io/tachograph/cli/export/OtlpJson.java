package io.tachograph.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryKind;
import io.tachograph.verifier.EntryReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls as spans and all else as log records, in lines such as OpenTelemetry's file exporter
 * writes: each an OTLP/JSON request for traces or for logs. A call without an end is written last,
 * as a span that takes no time and says so. A process that recorded is a resource.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/">OpenTelemetry
 *     Protocol File Exporter</a>
 */
final class OtlpJson implements Export {
  private static final int RECORDS_A_LINE = 200;
  private static final int SEVERITY_INFO = 9;
  private static final int SEVERITY_WARN = 13;

  private final JsonGenerator json;
  private final ExportSource source;
  private final SpanPlaces places = new SpanPlaces();
  private final Map<String, OpenSpan> open = new LinkedHashMap<>();
  private ArrayNode spans = JsonNodeFactory.instance.arrayNode();
  private ArrayNode logs = JsonNodeFactory.instance.arrayNode();
  private ArrayNode resource;

  OtlpJson(OutputStream out, ExportSource source) throws IOException {
    this.json = Json.lines(out);
    this.source = source;
    this.resource = ofService().list();
  }

  private OtlpAttributes ofService() {
    return new OtlpAttributes()
        .put("service.name", source.service())
        .put("tachograph.ledger.id", source.ledgerId());
  }

  @Override
  public void entry(EntryReader.Located located) throws IOException {
    Entry entry = located.entry();
    JsonNode body = Json.parse(entry.bodyText());
    String type = entry.type();
    EntryKind kind = EntryKind.of(type);
    boolean isModel = type.equals("model_call");
    SpanPlace place = isModel || kind.isCall() ? places.ofCall(body) : null;
    if (type.equals("ledger_opened")) {
      begin(entry, body);
    }
    if (place == null) {
      logs.add(log(located, body));
    } else if (isModel) {
      spans.add(GenAiSpan.ofModel(place, body, entry.seq(), entry.timeNanos()));
    } else if (kind == EntryKind.CALL_START) {
      open.put(place.span(), OpenSpan.of(entry, place, body));
    } else {
      spans.add(ended(entry, place, body));
    }
    if (spans.size() + logs.size() >= RECORDS_A_LINE) {
      flush();
    }
  }

  /** Where the start was pruned, the end says how long ago it was. */
  private ObjectNode ended(Entry end, SpanPlace place, JsonNode body) {
    OpenSpan call = open.remove(place.span());
    if (call == null) {
      long start = end.timeNanos() - Math.max(0, body.path("data").path("duration_ns").asLong());
      call = new OpenSpan(end.type(), end.seq(), start, place, body);
    }
    return GenAiSpan.ofCall(call, body, end.seq(), end.timeNanos());
  }

  /** What follows was recorded by another process. */
  private void begin(Entry opened, JsonNode body) throws IOException {
    flush();
    JsonNode data = body.path("data");
    resource =
        ofService()
            .put("service.instance.id", opened.id().toString())
            .put("host.name", data.path("host"))
            .put("process.pid", data.path("pid"))
            .put("process.runtime.version", data.path("java"))
            .list();
  }

  private ObjectNode log(EntryReader.Located located, JsonNode body) {
    Entry entry = located.entry();
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("timeUnixNano", Long.toString(entry.timeNanos()));
    log.put("severityNumber", isTrouble(entry.type()) ? SEVERITY_WARN : SEVERITY_INFO);
    log.put("eventName", "tachograph." + entry.type());
    log.set("body", OtlpAttributes.any(body.path("data")));
    OtlpAttributes attributes = new OtlpAttributes();
    GenAiSpan.common(attributes, body)
        .put("tachograph.seq", entry.seq())
        .put("tachograph.hash", located.storedHash().toHex());
    log.set("attributes", attributes.list());
    SpanPlace around = places.around(body);
    if (around != null) {
      log.put("traceId", around.trace());
      log.put("spanId", around.span());
    }
    return log;
  }

  private static boolean isTrouble(String type) {
    return switch (type) {
      case "gap", "instrumentation_failed", "tool_denied", "approval_refused" -> true;
      default -> type.endsWith("_failed");
    };
  }

  @Override
  public void end() throws IOException {
    for (OpenSpan call : open.values()) {
      spans.add(GenAiSpan.ofCall(call, null, call.seq(), call.startNanos()));
    }
    flush();
    Json.endLines(json);
  }

  private void flush() throws IOException {
    spans = line("resourceSpans", "scopeSpans", "spans", spans);
    logs = line("resourceLogs", "scopeLogs", "logRecords", logs);
  }

  private ArrayNode line(String resources, String scopes, String name, ArrayNode records)
      throws IOException {
    if (records.isEmpty()) {
      return records;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    ObjectNode one = line.putArray(resources).addObject();
    one.putObject("resource").set("attributes", resource);
    ObjectNode scope = one.putArray(scopes).addObject();
    scope.putObject("scope").put("name", "io.tachograph").put("version", source.version());
    scope.set(name, records);
    json.writeTree(line);
    return JsonNodeFactory.instance.arrayNode();
  }
}
