package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;

/** Koog: functions that {@code @Tool} marks, tools that are classes, and models. */
final class Koog {
  static final String NAME = "koog";

  private static final String ANNOTATION = "ai.koog.agents.core.tools.annotations.Tool";
  private static final String TOOL = "ai.koog.agents.core.tools.Tool";
  private static final String EXECUTOR = "ai.koog.prompt.executor.model.PromptExecutor";
  private static final String CONTINUATION = "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";
  private static final String MODEL_AND_TOOLS =
      "Lai/koog/prompt/llm/LLModel;Ljava/util/List;" + CONTINUATION;

  private static final ToolReading CALL =
      ToolReading.of(Source.self("getName"), Source.argument(0, ""))
          .unlessMarked(Source.self("getCallable|callable"), ANNOTATION);

  private static final ModelReading MODEL =
      new ModelReading(
          Source.argument(1, "getProvider.getId"),
          "",
          Source.argument(1, "getId"),
          Source.argument(0, "getMessages"),
          Path.of("getRole"),
          Path.of("textContent|getContent"),
          ModelReading.Answer.of(
              "last.getMetaInfo.getModelId",
              "last.getMetaInfo.getInputTokensCount",
              "last.getMetaInfo.getOutputTokensCount",
              "last.getFinishReason",
              "last.textContent|getContent"));

  private Koog() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(new AuditAnnotation(ANNOTATION, CallKind.TOOL)),
        List.of(
            tool("execute", "Lai/koog/agents/core/tools/ToolCallMetadata;"),
            tool("execute", "Lai/koog/agents/core/tools/DirectToolCallsEnabler;").whereItIs(),
            tool("executeUnsafe", "Lai/koog/agents/core/tools/DirectToolCallsEnabler;").whereItIs(),
            model(EXECUTOR + "API", "(Lai/koog/prompt/Prompt;"),
            model(EXECUTOR, "(Lai/koog/prompt/dsl/Prompt;").whereItIs()),
        List.of(
            new Expectation("ai.koog.agents.core.tools.", TOOL),
            new Expectation("ai.koog.prompt.executor.model.", EXECUTOR)));
  }

  private static MarkedMethod tool(String method, String second) {
    return MarkedMethod.of(NAME, CallKind.TOOL, TOOL, method)
        .withDescriptor("(Ljava/lang/Object;" + second + CONTINUATION)
        .itselfOnly()
        .readBy(CALL, ToolReading.PARAMETERS);
  }

  private static MarkedMethod model(String type, String prompt) {
    return MarkedMethod.of(NAME, CallKind.MODEL, type, "execute")
        .withDescriptor(prompt + MODEL_AND_TOOLS)
        .readBy(MODEL, null);
  }
}
