package io.tachograph.agent.preset;

import io.tachograph.agent.AuditAnnotation;
import io.tachograph.recorder.CallKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * LangChain4j's agents: methods that {@code @Agent} marks, of a class or of an interface that the
 * framework implements, and the workflows over them.
 */
final class LangChain4jAgents {
  static final String NAME = "langchain4j-agentic";

  private static final String AGENT = "dev.langchain4j.agentic.Agent";
  private static final String NAMED = "dev.langchain4j.service.V";
  private static final String WORKFLOWS = "dev.langchain4j.agentic.declarative.";

  private LangChain4jAgents() {}

  static Preset preset() {
    return new Preset(
        NAME,
        Stream.of(
                AGENT,
                WORKFLOWS + "SequenceAgent",
                WORKFLOWS + "LoopAgent",
                WORKFLOWS + "ConditionalAgent",
                WORKFLOWS + "ParallelAgent",
                WORKFLOWS + "ParallelMapperAgent",
                WORKFLOWS + "PlannerAgent",
                WORKFLOWS + "SupervisorAgent",
                WORKFLOWS + "A2AClientAgent")
            .map(
                annotation ->
                    new AuditAnnotation(annotation, CallKind.TASK, AgentReading.INSTANCE, NAMED))
            .toList(),
        List.of(),
        List.of(new Expectation("dev.langchain4j.agentic.", AGENT)));
  }
}
