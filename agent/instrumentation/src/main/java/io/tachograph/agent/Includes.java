package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CaptureMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods to audit by configuration.
 *
 * @param tools recorded as tools
 * @param tasks recorded as tasks; they win where both name a method
 * @param capture how much is kept of the values of methods for which no pattern says so
 */
record Includes(List<IncludePattern> tools, List<IncludePattern> tasks, CaptureMode capture) {
  /** Every class has them, and nobody means them by naming the class. */
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  /** Those whose values are kept in full. */
  Includes(List<IncludePattern> tools, List<IncludePattern> tasks) {
    this(tools, tasks, CaptureMode.FULL);
  }

  boolean matchesClass(String className) {
    return tools.stream().anyMatch(pattern -> pattern.matchesClass(className))
        || tasks.stream().anyMatch(pattern -> pattern.matchesClass(className));
  }

  /** What the method is to be recorded as, or null for not at all. */
  @Nullable CallKind kindOf(String className, String method, boolean isPublic) {
    boolean meant = isPublic && !OF_EVERY_OBJECT.contains(method);
    if (matches(tasks, className, method, meant)) {
      return CallKind.TASK;
    }
    return matches(tools, className, method, meant) ? CallKind.TOOL : null;
  }

  /**
   * How much is kept of the values of a method that is audited, for whatever reason: what the first
   * pattern says that names it and says so.
   */
  CaptureMode captureOf(String className, String method, boolean isPublic) {
    return Stream.concat(tasks.stream(), tools.stream())
        .filter(p -> p.capture() != null && p.matchesMethod(className, method, isPublic))
        .map(IncludePattern::capture)
        .findFirst()
        .orElse(capture);
  }

  private static boolean matches(
      List<IncludePattern> patterns, String className, String method, boolean meant) {
    return patterns.stream().anyMatch(p -> p.matchesMethod(className, method, meant));
  }
}
