package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a method is to be audited, and as what. Immutable.
 *
 * @param rank of two marks the one with the lower rank counts
 * @param kind what its calls are recorded as
 * @param by what marks it: an annotation's class name, {@code include}, or a preset
 * @param name the calls' name, or empty for the method's
 * @param agent the acting agent, or empty for that of the enclosing task
 * @param inherited whether methods that override it are marked too
 * @param reading reads what is known only at the call, or null
 * @param payload what the reading's payload is called, or null for the method's parameters
 */
record MethodMark(
    int rank,
    CallKind kind,
    String by,
    String name,
    String agent,
    boolean inherited,
    @Nullable CallReading reading,
    @Nullable List<Parameter> payload) {
  static MethodMark of(int rank, MarkedMethod method) {
    return new MethodMark(
        rank,
        method.kind(),
        method.preset(),
        method.name() == null ? "" : method.name(),
        "",
        method.overridesToo(),
        method.reading(),
        method.parameters());
  }

  /** For methods that the configuration names. */
  static MethodMark include(CallKind kind) {
    return new MethodMark(Integer.MAX_VALUE, kind, "include", "", "", false, null, null);
  }

  /** The same with what an annotation's members say. */
  MethodMark called(String callName, String byAgent) {
    return new MethodMark(rank, kind, by, callName, byAgent, inherited, reading, payload);
  }

  /** The one of lower rank; the first of two equals. */
  static @Nullable MethodMark first(@Nullable MethodMark one, @Nullable MethodMark other) {
    return one == null || (other != null && other.rank < one.rank) ? other : one;
  }
}
