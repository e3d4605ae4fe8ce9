package io.tachograph.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as an OTLP span, by OpenTelemetry's semantic conventions for generative AI: {@code
 * execute_tool} for a tool's, {@code chat} for a model's. A task is a span of its own name.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">Semantic conventions for
 *     generative AI systems</a>
 */
final class GenAiSpan {
  private static final int KIND_INTERNAL = 1;
  private static final int KIND_CLIENT = 3;
  private static final int STATUS_ERROR = 2;
  private static final String OPERATION = "gen_ai.operation.name";

  /** The conventions' names of providers that frameworks call otherwise. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "open_ai", "openai",
          "amazon_bedrock", "aws.bedrock",
          "azure_open_ai", "azure.ai.openai",
          "google_ai_gemini", "gcp.gemini",
          "google_vertex_ai_gemini", "gcp.vertex_ai",
          "microsoft_foundry", "azure.ai.inference");

  private GenAiSpan() {}

  /**
   * A tool's or a task's.
   *
   * @param end the body of its end, or null if it has none
   * @param endSeq of the end
   * @param endNanos since the epoch
   */
  static ObjectNode ofCall(OpenSpan call, @Nullable JsonNode end, long endSeq, long endNanos) {
    JsonNode data = call.body().path("data");
    String name = data.path("name").asText("");
    boolean isTool = call.type().startsWith("tool_");
    ObjectNode span = span(call.place(), isTool ? "execute_tool " + name : name, KIND_INTERNAL);
    times(span, call.startNanos(), endNanos);
    OtlpAttributes attributes = new OtlpAttributes();
    JsonNode result = end == null ? MissingNode.getInstance() : end.path("data").path("result");
    if (isTool) {
      attributes
          .put(OPERATION, "execute_tool")
          .put("gen_ai.tool.name", name)
          .put("gen_ai.tool.type", "function")
          .put("gen_ai.tool.call.arguments", data.path("payload"))
          .put("gen_ai.tool.call.result", result);
    } else {
      attributes
          .put("tachograph.task.arguments", data.path("payload"))
          .put("tachograph.task.result", result);
    }
    if (data.has("class")) {
      attributes.put(
          "code.function.name", data.path("class").asText() + "." + data.path("method").asText());
    }
    common(attributes, call.body()).put("tachograph.seq", call.seq());
    if (end == null) {
      attributes.put("tachograph.unfinished", JsonNodeFactory.instance.booleanNode(true));
    } else {
      attributes.put("tachograph.end.seq", endSeq);
    }
    failure(span, attributes, end == null ? data : end.path("data"), endNanos);
    span.set("attributes", attributes.list());
    return span;
  }

  /** A model's, which is one entry. */
  static ObjectNode ofModel(SpanPlace place, JsonNode body, long seq, long endNanos) {
    JsonNode data = body.path("data");
    String model = data.path("model").asText("");
    ObjectNode span = span(place, model.isEmpty() ? "chat" : "chat " + model, KIND_CLIENT);
    times(span, endNanos - Math.max(0, data.path("duration_ns").asLong()), endNanos);
    OtlpAttributes attributes = new OtlpAttributes();
    attributes
        .put(OPERATION, "chat")
        .put("gen_ai.provider.name", provider(data.path("provider").asText("")))
        .put("gen_ai.request.model", data.path("model"))
        .put("gen_ai.usage.input_tokens", data.path("tokens_in"))
        .put("gen_ai.usage.output_tokens", data.path("tokens_out"));
    if (data.path("finish_reason").isTextual()) {
      String reason = data.path("finish_reason").textValue().toLowerCase(Locale.ROOT);
      ArrayNode reasons = JsonNodeFactory.instance.arrayNode().add(reason);
      attributes.put("gen_ai.response.finish_reasons", reasons);
    }
    common(attributes, body).put("tachograph.seq", seq);
    failure(span, attributes, data, endNanos);
    span.set("attributes", attributes.list());
    return span;
  }

  private static String provider(String recorded) {
    String name = recorded.toLowerCase(Locale.ROOT);
    return name.isEmpty() ? "_OTHER" : PROVIDERS.getOrDefault(name, name);
  }

  private static ObjectNode span(SpanPlace place, String name, int kind) {
    ObjectNode span = JsonNodeFactory.instance.objectNode();
    span.put("traceId", place.trace());
    span.put("spanId", place.span());
    if (place.parent() != null) {
      span.put("parentSpanId", place.parent());
    }
    span.put("name", name);
    span.put("kind", kind);
    return span;
  }

  private static void times(ObjectNode span, long startNanos, long endNanos) {
    span.put("startTimeUnixNano", Long.toString(startNanos));
    // A clock may have been set back in between.
    span.put("endTimeUnixNano", Long.toString(Math.max(startNanos, endNanos)));
  }

  /** What calls and events of ours have in common. */
  static OtlpAttributes common(OtlpAttributes attributes, JsonNode body) {
    return attributes
        .put("gen_ai.agent.name", body.path("agent_id"))
        .put("tachograph.task_id", body.path("task_id"))
        .put("tachograph.mission", body.path("mission"))
        .put("tachograph.tenant_id", body.path("tenant_id"))
        .put("tachograph.correlation_id", body.path("correlation_id"));
  }

  private static void failure(
      ObjectNode span, OtlpAttributes attributes, JsonNode data, long endNanos) {
    JsonNode error = data.path("error");
    if (error.isMissingNode()) {
      return;
    }
    String type = error.path("type").asText("");
    attributes.put("error.type", type.isEmpty() ? "_OTHER" : type);
    ObjectNode status = span.putObject("status");
    status.put("code", STATUS_ERROR);
    status.put("message", error.path("message").asText(""));
    ObjectNode event = span.putArray("events").addObject();
    event.put("timeUnixNano", Long.toString(endNanos));
    event.put("name", "exception");
    JsonNode stack = error.path("stack");
    event.set(
        "attributes",
        new OtlpAttributes()
            .put("exception.type", error.path("type"))
            .put("exception.message", error.path("message"))
            .put("exception.stacktrace", stack.isTextual() ? stack : text(stack))
            .list());
  }

  private static JsonNode text(JsonNode value) {
    return value.isMissingNode() ? value : JsonNodeFactory.instance.textNode(value.toString());
  }
}
