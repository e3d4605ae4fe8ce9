package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.agent.MarkedMethod;
import io.tachograph.recorder.CallKind;
import java.util.List;

/**
 * Embabel: actions of agents, methods that {@code @LlmTool} marks and other tools. Its models, and
 * tools by {@code @Tool}, are Spring AI's.
 */
final class Embabel {
  static final String NAME = "embabel";

  private static final String ACTION = "com.embabel.agent.api.annotation.Action";
  private static final String LLM_TOOL = "com.embabel.agent.api.annotation.LlmTool";
  private static final String TOOL = "com.embabel.agent.api.tool.Tool";

  private static final ToolReading CALL =
      ToolReading.of(Source.self("getDefinition.getName"), Source.argument(0, ""))
          .unlessMarked(Source.self("method|function"), LLM_TOOL)
          .result("getContent|getMessage");

  private Embabel() {}

  static Preset preset() {
    return new Preset(
        NAME,
        List.of(
            new AuditAnnotation(ACTION, CallKind.TASK),
            new AuditAnnotation(LLM_TOOL, CallKind.TOOL)),
        List.of(
            MarkedMethod.of(NAME, CallKind.TOOL, TOOL, "call")
                .whereItIs()
                .readBy(CALL, ToolReading.PARAMETERS)),
        List.of(new Expectation("com.embabel.agent.api.annotation.", ACTION)));
  }
}
