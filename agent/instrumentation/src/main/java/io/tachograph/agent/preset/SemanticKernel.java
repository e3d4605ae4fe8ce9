package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;

/**
 * Semantic Kernel: methods that {@code @DefineKernelFunction} marks, others that became functions
 * of a kernel, and chat completion.
 */
final class SemanticKernel {
  static final String NAME = "semantic-kernel";

  private static final String PACKAGE = "com.microsoft.semantickernel.";
  private static final String FUNCTION =
      PACKAGE + "semanticfunctions.annotations.DefineKernelFunction";
  private static final String FROM_METHOD = PACKAGE + "semanticfunctions.KernelFunctionFromMethod";
  private static final String CHAT = PACKAGE + "services.chatcompletion.ChatCompletionService";

  private static final ToolReading CALL =
      ToolReading.of(Source.argument(0, "getName"), Source.argument(2, ""))
          .unlessMarked(Source.argument(0, ""), FUNCTION);

  private static final ModelReading MODEL =
      new ModelReading(
          null,
          "ChatCompletion",
          Source.self("getModelId"),
          Source.argument(0, "getMessages"),
          Path.of("getAuthorRole"),
          Path.of("getContent"),
          ModelReading.Answer.of(
              "last.getModelId",
              "last.getMetadata.getUsage.getPromptTokens",
              "last.getMetadata.getUsage.getCompletionTokens",
              "last.getFinishReason",
              "last.getContent"));

  private SemanticKernel() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(new AuditAnnotation(FUNCTION, CallKind.TOOL)),
        List.of(
            MarkedMethod.of(NAME, CallKind.TOOL, FROM_METHOD, "invokeAsyncFunction")
                .itselfOnly()
                .readBy(CALL, ToolReading.PARAMETERS),
            MarkedMethod.of(NAME, CallKind.MODEL, CHAT, "getChatMessageContentsAsync")
                .readBy(MODEL, null)),
        List.of(
            new Expectation(PACKAGE + "semanticfunctions.", FUNCTION),
            new Expectation(PACKAGE + "services.chatcompletion.", CHAT)));
  }
}
