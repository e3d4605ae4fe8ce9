package io.tachograph.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands where a remote model would: asks for one tool after another as an engineer who follows the
 * runbook would, with what the tools answered before, and in the end concludes. Thread-safe.
 */
final class ScriptedChatModel implements ChatModel {
  /** By the runbook, from so many orders charged without confirmation on it is a SEV-2. */
  private static final int SEV_2_CHARGED_ORDERS = 5;

  private static final int SEV_2_CHARGED_TWICE = 1;
  private static final int CHARS_A_TOKEN = 4;

  private final AtomicInteger requests = new AtomicInteger();

  @Override
  public ChatResponse doChat(ChatRequest request) {
    AiMessage answer = next(new Conversation(request.messages()));
    return ChatResponse.builder()
        .aiMessage(answer)
        .modelName("scripted-triage-1")
        .tokenUsage(new TokenUsage(tokens(request.messages()), tokens(List.of(answer))))
        .finishReason(
            answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
        .build();
  }

  /** As many as a model would count, roughly. */
  private static int tokens(List<? extends ChatMessage> messages) {
    return messages.stream().mapToInt(message -> message.toString().length()).sum() / CHARS_A_TOKEN;
  }

  private AiMessage next(Conversation told) {
    return switch (told.turns()) {
      case 0 -> ask(tool("readFile", Map.of("file", "alert.json")));
      case 1 -> readRunbookAndErrors(alert(told));
      case 2 -> readChangesAndStatus(alert(told));
      case 3 ->
          // The table's name is a guess, and a wrong one.
          ask(tool("queryOrders", Map.of("sql", "SELECT count(*) FROM payments")));
      case 4 -> afterTheGuess(told);
      case 5 -> assess(alert(told));
      case 6 -> decide(told.lastTree("assessImpact"));
      case 7 -> escalate(alert(told), told.lastTree("assessImpact"));
      default -> AiMessage.from(conclusion(told));
    };
  }

  private static Alert alert(Conversation told) {
    return Json.read(told.firstAnswer("readFile"), Alert.class);
  }

  private AiMessage readRunbookAndErrors(Alert alert) {
    return ask(
        tool("readFile", Map.of("file", alert.runbook())),
        tool(
            "searchLog",
            Map.<String, Object>of("file", alert.log(), "pattern", " ERROR ", "limit", 5)));
  }

  private AiMessage readChangesAndStatus(Alert alert) {
    return ask(
        tool(
            "searchLog",
            Map.<String, Object>of("file", alert.log(), "pattern", "config changed", "limit", 10)),
        tool("providerStatus", Map.of("component", alert.providerComponent())));
  }

  private AiMessage afterTheGuess(Conversation told) {
    String answer = told.lastAnswer("queryOrders");
    if (!answer.contains("no such table")) {
      throw new IllegalStateException("the query was to fail: answer=" + answer);
    }
    return ask(tool("describeTables", Map.of()));
  }

  private AiMessage assess(Alert alert) {
    return ask(
        tool("assessImpact", Map.of("from", alert.window().from(), "to", alert.window().to())));
  }

  private AiMessage decide(JsonNode impact) {
    int charged = impact.path("chargedOrders").asInt();
    int twice = impact.path("chargedTwice").size();
    return ask(
        tool(
            "decideSeverity",
            Map.<String, Object>of(
                "severity",
                severity(impact),
                "rationale",
                "%d orders charged without confirmation, %d of them twice"
                    .formatted(charged, twice),
                "chargedOrders",
                charged,
                "chargedTwice",
                twice)));
  }

  private static String severity(JsonNode impact) {
    boolean two =
        impact.path("chargedOrders").asInt() >= SEV_2_CHARGED_ORDERS
            || impact.path("chargedTwice").size() >= SEV_2_CHARGED_TWICE;
    return two ? "SEV-2" : "SEV-3";
  }

  private AiMessage escalate(Alert alert, JsonNode impact) {
    return ask(
        tool(
            "escalate",
            Map.of(
                "team",
                "payments-oncall",
                "severity",
                severity(impact),
                "summary",
                alert.title() + "; customers were charged for orders that failed")));
  }

  private static String conclusion(Conversation told) {
    JsonNode impact = told.lastTree("assessImpact");
    return """
        Cause: since the last release checkout waits 800 ms for a charge instead of 5 s, and retries \
        without an idempotency key, while the provider is %s.
        Impact: %d orders failed, %d of them were charged all the same, %d twice (%s).
        Severity: %s, escalated as %s.
        Now: roll the configuration back, stop the retries, refund what was charged twice."""
        .formatted(
            told.lastTree("providerStatus").path("status").asText(),
            impact.path("failedOrders").asInt(),
            impact.path("chargedOrders").asInt(),
            impact.path("chargedTwice").size(),
            impact.path("chargedTwice"),
            severity(impact),
            told.lastAnswer("escalate"));
  }

  private AiMessage ask(ToolExecutionRequest... tools) {
    return AiMessage.from(Arrays.asList(tools));
  }

  private ToolExecutionRequest tool(String name, Map<String, ?> arguments) {
    return ToolExecutionRequest.builder()
        .id("call-" + requests.incrementAndGet())
        .name(name)
        .arguments(Json.write(arguments))
        .build();
  }
}
