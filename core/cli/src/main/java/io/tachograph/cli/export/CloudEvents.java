package io.tachograph.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.json.BodyText;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One CloudEvents 1.0 event a line, in its JSON format, with the extensions {@code sequence} and
 * {@code traceparent} of CloudEvents and our own {@code hash}. The body is the data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0.2</a>
 */
final class CloudEvents implements Export {
  private static final String TYPE_PREFIX = "io.tachograph.";
  private static final int SEQUENCE_DIGITS = 19;

  private final JsonGenerator json;
  private final BodyText body = new BodyText();
  private final String source;

  CloudEvents(OutputStream out, ExportSource source) throws IOException {
    this.json = Json.lines(out);
    this.source = "urn:tachograph:ledger:" + source.ledgerId();
  }

  @Override
  public void entry(EntryReader.Located located) throws IOException {
    Entry entry = located.entry();
    JsonNode said = Json.parse(entry.bodyText());
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", entry.id().toString());
    json.writeStringField("source", source);
    json.writeStringField("type", TYPE_PREFIX + entry.type());
    json.writeStringField("time", entry.time().toString());
    String taskId = said.path("task_id").asText("");
    if (!taskId.isEmpty()) {
      json.writeStringField("subject", taskId);
    }
    // Of equal length, so that they sort as text.
    json.writeStringField("sequence", String.format("%0" + SEQUENCE_DIGITS + "d", entry.seq()));
    json.writeStringField("hash", located.storedHash().toHex());
    String traceparent = traceparent(said);
    if (traceparent != null) {
      json.writeStringField("traceparent", traceparent);
    }
    json.writeStringField("datacontenttype", "application/json");
    json.writeFieldName("data");
    json.writeRawValue(body.of(entry));
    json.writeEndObject();
  }

  private static @Nullable String traceparent(JsonNode said) {
    String trace = said.path("trace_id").asText("");
    String span = said.path("span_id").asText("");
    return TraceIds.isTrace(trace) && TraceIds.isSpan(span)
        ? "00-" + trace + "-" + span + "-01"
        : null;
  }

  @Override
  public void end() throws IOException {
    Json.endLines(json);
  }
}
