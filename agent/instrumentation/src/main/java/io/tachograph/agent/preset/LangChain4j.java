package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import io.tachograph.agent.completion.Callback;
import io.tachograph.recorder.CallKind;
import java.util.List;

/**
 * LangChain4j: methods that {@code @Tool} marks, tools that are executors of their own, and models.
 */
final class LangChain4j {
  static final String NAME = "langchain4j";

  private static final String TOOL = "dev.langchain4j.agent.tool.Tool";
  private static final String EXECUTOR = "dev.langchain4j.service.tool.ToolExecutor";
  private static final String SERVICE = "dev.langchain4j.service.tool.ToolService";
  private static final String GUARDRAILS = "dev.langchain4j.guardrail.AbstractGuardrailExecutor";
  private static final String CHAT_MODEL = "dev.langchain4j.model.chat.ChatModel";
  private static final String CHAT =
      "(Ldev/langchain4j/model/chat/request/ChatRequest;)"
          + "Ldev/langchain4j/model/chat/response/ChatResponse;";

  private static final String STREAMING = "dev.langchain4j.model.chat.StreamingChatModel";
  private static final String HANDLER =
      "dev.langchain4j.model.chat.response.StreamingChatResponseHandler";
  private static final String STREAM =
      "(Ldev/langchain4j/model/chat/request/ChatRequest;"
          + "Ldev/langchain4j/model/chat/response/StreamingChatResponseHandler;)V";

  private static final ToolReading BY_EXECUTOR =
      ToolReading.of(Source.argument(0, "name"), Source.argument(0, "arguments"))
          .unlessMarked(Source.self("originalMethod"), TOOL);

  /** Lambdas are executors, too, and no transformer sees those: newer versions call all here. */
  private static final ToolReading BY_SERVICE =
      ToolReading.of(Source.argument(0, "name"), Source.argument(0, "arguments"))
          .unlessMarked(Source.argument(1, "originalMethod"), TOOL)
          .result("resultText")
          .failedIf("isError", "resultText");

  private static final ModelReading MODEL =
      new ModelReading(
          Source.self("provider"),
          "ChatModel",
          Source.argument(0, "parameters.modelName"),
          Source.argument(0, "messages"),
          Path.of("type"),
          Path.of("text|singleText"),
          ModelReading.Answer.of(
              "modelName",
              "tokenUsage.inputTokenCount",
              "tokenUsage.outputTokenCount",
              "finishReason",
              "aiMessage.text"));

  private static final StreamedModelReading STREAMED =
      new StreamedModelReading(MODEL, new Callback(HANDLER, "onCompleteResponse", "onError"));

  private LangChain4j() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(new AuditAnnotation(TOOL, CallKind.TOOL)),
        List.of(
            MarkedMethod.of(NAME, CallKind.TOOL, SERVICE, "executeWithErrorHandling")
                .itselfOnly()
                .whereItIs()
                .readBy(BY_SERVICE, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.TOOL, EXECUTOR, "execute")
                .withDescriptor(
                    "(Ldev/langchain4j/agent/tool/ToolExecutionRequest;Ljava/lang/Object;)"
                        + "Ljava/lang/String;")
                .readBy(BY_EXECUTOR, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.TASK, GUARDRAILS, "validate")
                .withDescriptor(
                    "(Ldev/langchain4j/guardrail/GuardrailRequest;"
                        + "Ldev/langchain4j/guardrail/Guardrail;)"
                        + "Ldev/langchain4j/guardrail/GuardrailResult;")
                .itselfOnly()
                .readBy(GuardrailReading.INSTANCE, null),
            MarkedMethod.of(NAME, CallKind.MODEL, CHAT_MODEL, "doChat")
                .withDescriptor(CHAT)
                .readBy(MODEL, null),
            MarkedMethod.of(NAME, CallKind.MODEL, CHAT_MODEL, "chat")
                .withDescriptor(CHAT)
                .readBy(MODEL, null),
            MarkedMethod.of(NAME, CallKind.MODEL, STREAMING, "doChat")
                .withDescriptor(STREAM)
                .readBy(STREAMED, null),
            MarkedMethod.of(NAME, CallKind.MODEL, STREAMING, "chat")
                .withDescriptor(STREAM)
                .readBy(STREAMED, null)),
        List.of(
            new Expectation("dev.langchain4j.service.tool.", TOOL),
            new Expectation("dev.langchain4j.service.tool.", EXECUTOR),
            new Expectation("dev.langchain4j.model.chat.", CHAT_MODEL),
            new Expectation("dev.langchain4j.model.chat.", STREAMING)));
  }
}
