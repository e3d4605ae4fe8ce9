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
 * @param names what its parameters are called, null where the class file does not say
 * @param redacted the indexes of parameters that are not to be recorded, {@link
 *     DeclaredMethod#RESULT} among them where the result is not
 */
record Overridable(
    @Nullable MethodMark mark, String origin, List<@Nullable String> names, Set<Integer> redacted) {
  /** What a method hands down that overrides both; the first counts more. */
  static @Nullable Overridable merge(@Nullable Overridable first, @Nullable Overridable second) {
    return first == null || second == null ? (first == null ? second : first) : first.and(second);
  }

  /** What a method hands down that overrides this and the other. */
  Overridable and(Overridable second) {
    Overridable first = this;
    MethodMark mark = MethodMark.first(first.mark, second.mark);
    Set<Integer> redacted = new TreeSet<>(first.redacted);
    redacted.addAll(second.redacted);
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 0; i < Math.min(first.names.size(), second.names.size()); i++) {
      names.add(first.names.get(i) == null ? second.names.get(i) : first.names.get(i));
    }
    return new Overridable(
        mark, Objects.equals(mark, first.mark) ? first.origin : second.origin, names, redacted);
  }
}
