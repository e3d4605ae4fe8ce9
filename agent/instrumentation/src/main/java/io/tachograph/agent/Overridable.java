package io.tachograph.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a method hands down to those that override it. Immutable.
 *
 * @param mark what marks it, or null where only parameters are redacted
 * @param origin the binary name of the type that the mark stands in
 * @param onlyInPackage the package that a method must be in to override it, or null for any
 * @param names what its parameters are called, null where the class file does not say
 * @param redacted the indexes of parameters that are not to be recorded
 */
record Overridable(
    @Nullable MethodMark mark,
    String origin,
    @Nullable String onlyInPackage,
    List<@Nullable String> names,
    Set<Integer> redacted) {
  boolean isOverriddenIn(String packageName) {
    return onlyInPackage == null || onlyInPackage.equals(packageName);
  }

  /** What a method hands down that overrides both; the first counts more. */
  static Overridable merge(@Nullable Overridable first, @Nullable Overridable second) {
    if (first == null || second == null) {
      return Objects.requireNonNull(first == null ? second : first);
    }
    MethodMark mark = MethodMark.first(first.mark, second.mark);
    Set<Integer> redacted = new TreeSet<>(first.redacted);
    redacted.addAll(second.redacted);
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(first.names.size(), second.names.size()); i++) {
      names.add(first.names.get(i) == null ? second.names.get(i) : first.names.get(i));
    }
    return new Overridable(
        mark,
        Objects.equals(mark, first.mark) ? first.origin : second.origin,
        first.onlyInPackage == null ? null : second.onlyInPackage,
        names,
        redacted);
  }
}
