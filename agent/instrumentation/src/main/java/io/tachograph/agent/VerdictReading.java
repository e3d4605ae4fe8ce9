package io.tachograph.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a framework's method that judges something, as guardrails do: a call of it is recorded as a
 * decision when it has judged. Thread-safe.
 */
public interface VerdictReading extends CallReading {
  /**
   * What was decided.
   *
   * @param type the decision's type
   * @param result what the verdict is, in the framework's word
   * @param reason why, or null
   */
  record Verdict(String type, @Nullable String result, @Nullable String reason) {}

  /** Who judges: the class of the guardrail. */
  String judge(@Nullable Object self, Object[] arguments);

  /** What was returned. */
  Verdict verdict(Object returned);

  /** The decision's context. */
  static Map<String, String> context(String judge, @Nullable String result) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("by", judge);
    if (result != null) {
      context.put("result", result);
    }
    return context;
  }
}
