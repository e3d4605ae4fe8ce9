package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;

/** Spring AI: methods that {@code @Tool} marks, other tool callbacks, and models. */
final class SpringAi {
  static final String NAME = "spring-ai";

  private static final String TOOL = "org.springframework.ai.tool.annotation.Tool";
  private static final String CALLBACK = "org.springframework.ai.tool.ToolCallback";
  private static final String CHAT_MODEL = "org.springframework.ai.chat.model.ChatModel";
  private static final String STREAMING = "org.springframework.ai.chat.model.StreamingChatModel";

  private static final ToolReading CALL =
      ToolReading.of(Source.self("getToolDefinition.name"), Source.argument(0, ""))
          .unlessMarked(Source.self("toolMethod"), TOOL)
          .wrappedIn("org.springframework.ai.tool.execution.ToolExecutionException");

  private static final ModelReading MODEL =
      new ModelReading(
          null,
          "ChatModel",
          Source.argument(0, "getOptions.getModel"),
          Source.argument(0, "getInstructions"),
          Path.of("getMessageType"),
          Path.of("getText"),
          ModelReading.Answer.of(
              "getMetadata.getModel",
              "getMetadata.getUsage.getPromptTokens",
              "getMetadata.getUsage.getCompletionTokens",
              "getResult.getMetadata.getFinishReason",
              "getResult.getOutput.getText"));

  private SpringAi() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(new AuditAnnotation(TOOL, CallKind.TOOL)),
        List.of(
            MarkedMethod.of(NAME, CallKind.TOOL, CALLBACK, "call")
                .withDescriptor(
                    "(Ljava/lang/String;Lorg/springframework/ai/chat/model/ToolContext;)"
                        + "Ljava/lang/String;")
                .readBy(CALL, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.TOOL, CALLBACK, "call")
                .withDescriptor("(Ljava/lang/String;)Ljava/lang/String;")
                .readBy(CALL, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.MODEL, CHAT_MODEL, "call")
                .withDescriptor(
                    "(Lorg/springframework/ai/chat/prompt/Prompt;)"
                        + "Lorg/springframework/ai/chat/model/ChatResponse;")
                .readBy(MODEL, null),
            MarkedMethod.of(NAME, CallKind.MODEL, STREAMING, "stream")
                .withDescriptor(
                    "(Lorg/springframework/ai/chat/prompt/Prompt;)Lreactor/core/publisher/Flux;")
                .readBy(MODEL, null)),
        List.of(
            new Expectation("org.springframework.ai.model.tool.", TOOL),
            new Expectation("org.springframework.ai.model.tool.", CALLBACK),
            new Expectation("org.springframework.ai.chat.model.", CHAT_MODEL)));
  }
}
