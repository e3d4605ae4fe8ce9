package io.tachograph.agent;

import io.tachograph.recorder.CallKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods to audit by configuration.
 *
 * @param tools recorded as tools
 * @param tasks recorded as tasks; they win where both name a method
 */
record Includes(List<IncludePattern> tools, List<IncludePattern> tasks) {
  /** Every class has them, and nobody means them by naming the class. */
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

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

  private static boolean matches(
      List<IncludePattern> patterns, String className, String method, boolean meant) {
    return patterns.stream().anyMatch(p -> p.matchesMethod(className, method, meant));
  }
}
