package io.tachograph.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each format of export, read back by a reader of those who define the format. */
class ExportCommandTest {
  @TempDir static Path dir;

  private static Path ledger;

  @BeforeAll
  static void record() {
    ledger = dir.resolve("orders");
    ToldLedger.tell(ledger);
  }

  private static String exported(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("export", ledger));
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.run(all.toArray());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void jsonLinesAreThoseOfShow() {
    String lines = exported("--format", "jsonl");
    assertThat(lines).isEqualTo(CommandRun.run("show", ledger, "--json").out());
    assertThat(lines)
        .contains("\"body\":{ \"data\": {\"n\": 1.10} }}\n")
        .contains("\"body\":\"{no json\"}\n");
  }

  @Test
  void aTableReadsBackAndNoSpreadsheetRunsWhatAHostRecorded() throws Exception {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<CSVRecord> rows = format.parse(new StringReader(exported("--format", "csv"))).getRecords();
    List<JsonNode> entries = CommandRun.run("show", ledger, "--json").lines();
    assertThat(rows).hasSameSizeAs(entries);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode entry = entries.get(i);
      assertThat(rows.get(i).get("seq")).isEqualTo(entry.path("seq").asText());
      assertThat(rows.get(i).get("time")).isEqualTo(entry.path("time").asText());
      assertThat(rows.get(i).get("hash")).isEqualTo(entry.path("hash").asText());
    }
    CSVRecord refund =
        rows.stream().filter(row -> row.get("type").equals("tool_failed")).findFirst().get();
    assertThat(refund.get("name")).isEqualTo("'=refund");
    assertThat(refund.get("duration_ns")).isEqualTo("1000000000");
    assertThat(refund.get("body")).startsWith("{\"task_id\":\"" + ToldLedger.REFUND);
    assertThat(refund.get("body")).contains("\"name\":\"=refund\"");
  }

  @Test
  void cloudEventsAreReadByTheirOwnSdk() throws Exception {
    List<JsonNode> entries = CommandRun.run("show", ledger, "--json").lines();
    List<String> lines = exported("--format", "cloudevents").lines().toList();
    assertThat(lines).hasSameSizeAs(entries);
    var format = EventFormatProvider.getInstance().resolveFormat("application/cloudevents+json");
    for (int i = 0; i < lines.size(); i++) {
      CloudEvent event = format.deserialize(lines.get(i).getBytes(StandardCharsets.UTF_8));
      JsonNode entry = entries.get(i);
      assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
      assertThat(event.getId()).isEqualTo(entry.path("id").asText());
      assertThat(event.getType()).isEqualTo("io.tachograph." + entry.path("type").asText());
      assertThat(event.getTime().toInstant()).isEqualTo(Instant.parse(entry.path("time").asText()));
      assertThat(event.getExtension("hash")).isEqualTo(entry.path("hash").asText());
      assertThat(event.getExtension("sequence"))
          .isEqualTo(String.format("%019d", entry.path("seq").asLong()));
      assertThat(event.getSource().toString()).startsWith("urn:tachograph:ledger:");
    }
    assertThat(lines.get(7))
        .contains("\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"")
        .contains("\"subject\":\"" + ToldLedger.REFUND + "\"");
  }

  /** Strict: a field that the protocol does not have is an error. */
  private static <B extends Message.Builder> B parsed(String json, B builder) throws Exception {
    JsonFormat.parser().merge(json, builder);
    return builder;
  }

  private static Map<String, AnyValue> attributes(List<KeyValue> pairs) {
    return pairs.stream().collect(toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private record Otlp(Map<String, Span> spans, List<LogRecord> logs, Map<String, AnyValue> host) {
    static Otlp read(String lines) throws Exception {
      List<Span> spans = new ArrayList<>();
      List<LogRecord> logs = new ArrayList<>();
      Map<String, AnyValue> host = Map.of();
      for (String line : lines.lines().toList()) {
        if (line.startsWith("{\"resourceSpans\"")) {
          var request = parsed(line, ExportTraceServiceRequest.newBuilder());
          host = attributes(request.getResourceSpans(0).getResource().getAttributesList());
          spans.addAll(request.getResourceSpans(0).getScopeSpans(0).getSpansList());
        } else {
          var request = parsed(line, ExportLogsServiceRequest.newBuilder());
          logs.addAll(request.getResourceLogs(0).getScopeLogs(0).getLogRecordsList());
        }
      }
      return new Otlp(spans.stream().collect(toMap(Span::getName, s -> s)), logs, host);
    }
  }

  @Test
  void callsAreSpansByTheConventionsForGenerativeAi() throws Exception {
    Otlp otlp = Otlp.read(exported("--format", "otlp-json"));
    assertThat(otlp.spans())
        .containsOnlyKeys(
            "triage",
            "chat gpt-x",
            "execute_tool search",
            "execute_tool =refund",
            "execute_tool notify");
    assertThat(otlp.host().get("service.name").getStringValue()).isEqualTo("orders");
    assertThat(otlp.host())
        .containsKeys("process.pid", "tachograph.ledger.id", "service.instance.id");

    Span search = otlp.spans().get("execute_tool search");
    Map<String, AnyValue> said = attributes(search.getAttributesList());
    assertThat(said.get("gen_ai.operation.name").getStringValue()).isEqualTo("execute_tool");
    assertThat(said.get("gen_ai.tool.name").getStringValue()).isEqualTo("search");
    assertThat(said.get("code.function.name").getStringValue()).isEqualTo("com.acme.Tools.search");
    Map<String, AnyValue> arguments =
        attributes(said.get("gen_ai.tool.call.arguments").getKvlistValue().getValuesList());
    assertThat(arguments.get("query").getStringValue()).isEqualTo("late\norders");
    assertThat(arguments.get("limit").getIntValue()).isEqualTo(5);
    Map<String, AnyValue> result =
        attributes(said.get("gen_ai.tool.call.result").getKvlistValue().getValuesList());
    assertThat(result.get("hits").getIntValue()).isEqualTo(3);
    assertThat(result.get("big").getStringValue()).isEqualTo("12345678901234567890");
    assertThat(search.getEndTimeUnixNano() - search.getStartTimeUnixNano())
        .isEqualTo(1_000_000_000);

    Span task = otlp.spans().get("triage");
    assertThat(search.getTraceId()).isEqualTo(task.getTraceId());
    assertThat(search.getParentSpanId()).isEqualTo(task.getSpanId());
    assertThat(task.getParentSpanId().isEmpty()).isTrue();

    Span refund = otlp.spans().get("execute_tool =refund");
    assertThat(refund.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(refund.getStatus().getMessage()).isEqualTo("no \"money\", left");
    assertThat(attributes(refund.getAttributesList()).get("error.type").getStringValue())
        .isEqualTo("com.acme.Refused");
    assertThat(refund.getEvents(0).getName()).isEqualTo("exception");

    Map<String, AnyValue> chat = attributes(otlp.spans().get("chat gpt-x").getAttributesList());
    assertThat(chat.get("gen_ai.provider.name").getStringValue()).isEqualTo("openai");
    assertThat(chat.get("gen_ai.usage.input_tokens").getIntValue()).isEqualTo(120);
    assertThat(
            chat.get("gen_ai.response.finish_reasons")
                .getArrayValue()
                .getValues(0)
                .getStringValue())
        .isEqualTo("tool_execution");
    assertThat(otlp.spans().get("chat gpt-x").getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);

    Span lost = otlp.spans().get("execute_tool notify");
    assertThat(attributes(lost.getAttributesList()).get("tachograph.unfinished").getBoolValue())
        .isTrue();
  }

  @Test
  void whatIsNoCallIsALogRecordInItsCall() throws Exception {
    String lines = exported("--format", "otlp-json");
    Otlp otlp = Otlp.read(lines);
    assertThat(otlp.logs())
        .extracting(LogRecord::getEventName)
        .containsExactly(
            "tachograph.ledger_created",
            "tachograph.ledger_opened",
            "tachograph.decision",
            "tachograph.odd",
            "tachograph.odd",
            "tachograph.ledger_closed");
    LogRecord decision = otlp.logs().get(2);
    assertThat(decision.getSpanId()).isEqualTo(otlp.spans().get("triage").getSpanId());
    assertThat(attributes(decision.getBody().getKvlistValue().getValuesList()))
        .containsKeys("rationale", "context");
    assertThat(lines)
        .contains("\"traceId\":\"01a00000000070008000000000000" + "0a1\"")
        .contains("\"spanId\":\"80000000000000a1\"");
  }

  @Test
  void callsInAHostsOwnTraceStayInIt() throws Exception {
    Path traced = dir.resolve("traced");
    try (ToldLedger told = new ToldLedger(traced)) {
      String ids =
          "\"task_id\":\""
              + ToldLedger.TASK
              + "\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
              + "\"span_id\":\"00f067aa0ba902b7\"";
      told.raw("tool_start", "{" + ids + ",\"data\":{\"name\":\"a\"}}");
      told.raw("tool_completed", "{" + ids + ",\"data\":{\"name\":\"a\",\"duration_ns\":5}}");
    }
    assertThat(CommandRun.run("export", traced, "--format", "otlp-json").out())
        .contains("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"")
        .contains("\"parentSpanId\":\"00f067aa0ba902b7\"");
  }

  @Test
  void onlyWhatIsAskedForIsWritten() throws Exception {
    assertThat(exported("--format", "jsonl", "--tool", "search").lines()).hasSize(2);
    assertThat(exported("--format", "jsonl", "--type", "decision,tool_failed").lines()).hasSize(2);
    assertThat(exported("--format", "jsonl", "--since", "2026-11-01T08:00:05", "--utc").lines())
        .hasSize(7);
    assertThat(
            exported("--format", "jsonl", "--until", "2026-11-01T08:00:00Z", "--seq", "2..")
                .lines())
        .hasSize(1);
    assertThat(exported("--format", "jsonl", "--trace", "4bf92f3577b34da6a3ce929d0e0e4736").lines())
        .hasSize(1);
  }

  @Test
  void nothingIsWrittenOfNothing() {
    for (String format : List.of("jsonl", "cloudevents", "otlp-json")) {
      assertThat(exported("--format", format, "--type", "none")).isEmpty();
    }
  }

  @Test
  void aFileIsWrittenOnceAndNeverOver() throws Exception {
    Path file = dir.resolve("out.jsonl");
    CommandRun first = CommandRun.run("export", ledger, "--format", "jsonl", "-o", file);
    assertThat(first.code()).isZero();
    assertThat(first.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(exported("--format", "jsonl"));
    CommandRun second = CommandRun.run("export", ledger, "--format", "csv", "-o", file);
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("there is a file already").contains(file.toString());
    assertThat(Files.readString(file)).isEqualTo(exported("--format", "jsonl"));
    CommandRun unknown = CommandRun.run("export", ledger, "--format", "xml");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("'xml' is none of jsonl, csv, cloudevents, otlp-json");
  }
}
