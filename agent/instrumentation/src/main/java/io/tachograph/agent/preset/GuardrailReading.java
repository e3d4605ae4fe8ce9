package io.tachograph.agent.preset;

import io.tachograph.agent.VerdictReading;
import org.jspecify.annotations.Nullable;

/** Reads what LangChain4j's guardrails say of what goes into a model or comes from it. */
final class GuardrailReading implements VerdictReading {
  static final GuardrailReading INSTANCE = new GuardrailReading();

  private static final String TYPE = "guardrail";
  private static final int GUARDRAIL = 1;
  private static final Path RESULT = Path.of("result");
  private static final Path REASON = Path.of("failures.first.message");

  private GuardrailReading() {}

  @Override
  public String judge(@Nullable Object self, Object[] arguments) {
    return arguments[GUARDRAIL].getClass().getName();
  }

  @Override
  public Verdict verdict(Object returned) {
    return new Verdict(TYPE, RESULT.text(returned), REASON.text(returned));
  }
}
