package io.tachograph.agent.preset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way from one object to another through getters: {@code getMetadata.getUsage}. A step {@code
 * text|singleText} takes the first of the two that gives something. A step into a map is its key,
 * {@code first} and {@code last} are elements of a list (or what is no list itself), and optionals
 * are looked into. Immutable.
 */
final class Path {
  private static final String FIRST = "first";
  private static final String LAST = "last";

  private final List<Step> steps;

  private record Step(String name, List<Getter> getters) {
    static Step of(String name) {
      return new Step(name, Arrays.stream(name.split("\\|", -1)).map(Getter::new).toList());
    }

    @Nullable Object get(Object target) {
      Object found = null;
      for (int i = 0; i < getters.size() && found == null; i++) {
        found = getters.get(i).get(target);
      }
      return found;
    }
  }

  private Path(List<Step> steps) {
    this.steps = steps;
  }

  /** Reads one; an empty text is the object itself. */
  static Path of(String text) {
    return new Path(
        Arrays.stream(text.split("\\.", -1))
            .filter(name -> !name.isEmpty())
            .map(Step::of)
            .toList());
  }

  /** What is at its end, or null if it leads nowhere. */
  @Nullable Object from(@Nullable Object start) {
    Object at = opened(start);
    for (Step step : steps) {
      if (at == null) {
        return null;
      }
      at = opened(next(at, step));
    }
    return at;
  }

  /** What is at its end if that is a text, a constant, a number or a truth value. */
  @Nullable String text(@Nullable Object start) {
    Object end = from(start);
    if (end instanceof String text) {
      return text;
    } else if (end instanceof Enum<?> constant) {
      return constant.name();
    }
    return end instanceof Number || end instanceof Boolean ? end.toString() : null;
  }

  /** What is at its end if that is a whole number. */
  @Nullable Long number(@Nullable Object start) {
    return from(start) instanceof Number number ? number.longValue() : null;
  }

  private static @Nullable Object next(Object at, Step step) {
    if (at instanceof Map<?, ?> map) {
      return map.get(step.name());
    } else if (step.name().equals(FIRST) || step.name().equals(LAST)) {
      return element(at, step.name().equals(LAST));
    }
    return step.get(at);
  }

  /** What is no list is its own only element. */
  private static @Nullable Object element(Object at, boolean last) {
    if (at instanceof List<?> list) {
      return list.isEmpty() ? null : list.get(last ? list.size() - 1 : 0);
    }
    return at;
  }

  private static @Nullable Object opened(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }
}
