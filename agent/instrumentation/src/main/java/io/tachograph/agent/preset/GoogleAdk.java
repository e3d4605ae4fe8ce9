package io.tachograph.agent.preset;

import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;

/** Google ADK for Java: tools that are methods, other tools, and models. */
final class GoogleAdk {
  static final String NAME = "google-adk";

  private static final String TOOL = "com.google.adk.tools.BaseTool";
  private static final String FUNCTION = "com.google.adk.tools.FunctionTool";
  private static final String LLM = "com.google.adk.models.BaseLlm";
  private static final String ARGUMENTS = "(Ljava/util/Map;Lcom/google/adk/tools/ToolContext;";

  private static final ToolReading CALL =
      ToolReading.of(Source.self("name"), Source.argument(0, ""));

  private static final ModelReading MODEL =
      new ModelReading(
          null,
          "Llm",
          Source.self("model"),
          Source.argument(0, "contents"),
          Path.of("role"),
          Path.of("text"),
          ModelReading.Answer.of(
              "modelVersion",
              "usageMetadata.promptTokenCount",
              "usageMetadata.candidatesTokenCount",
              "finishReason.knownEnum",
              "content.text"));

  private GoogleAdk() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(),
        List.of(
            // It makes an answer of what the method throws, so calls of methods are seen inside.
            MarkedMethod.of(NAME, CallKind.TOOL, FUNCTION, "call")
                .withDescriptor(ARGUMENTS + ")Lio/reactivex/rxjava3/core/Maybe;")
                .itselfOnly()
                .readBy(CALL, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.TOOL, TOOL, "runAsync")
                .withDescriptor(ARGUMENTS + ")Lio/reactivex/rxjava3/core/Single;")
                .readBy(
                    new ConfirmationReading(CALL.unless(Source.self("func"))),
                    ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.MODEL, LLM, "generateContent")
                .withDescriptor(
                    "(Lcom/google/adk/models/LlmRequest;Z)Lio/reactivex/rxjava3/core/Flowable;")
                .readBy(MODEL, null)),
        List.of(
            new Expectation("com.google.adk.tools.", TOOL),
            new Expectation("com.google.adk.tools.", FUNCTION),
            new Expectation("com.google.adk.models.", LLM)));
  }
}
