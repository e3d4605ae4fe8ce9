package io.tachograph.api.experience;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What each record asks of its values. Names are those of the JSON. */
final class Require {
  private static final Pattern NEGATIVE = Pattern.compile("\\s*-\\s*[0-9.]");

  private Require() {}

  /** It is there. */
  static <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /** It is there and says something. */
  static String text(String name, @Nullable String text) {
    String given = present(name, text);
    if (given.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return given;
  }

  /** It is 0 or above. */
  static void count(String name, long count) {
    if (count < 0) {
      throw new IllegalArgumentException(name + " is 0 or above: " + name + "=" + count);
    }
  }

  /** It is there and says how much, which is 0 or above. */
  static void amount(String name, @Nullable String amount) {
    if (NEGATIVE.matcher(present(name, amount)).lookingAt()) {
      throw new IllegalArgumentException(name + " is 0 or above: " + name + "=" + amount);
    }
  }

  /** It is null, or 0 or above. */
  static void countOrNull(String name, @Nullable Long count) {
    if (count != null) {
      count(name, count);
    }
  }

  /** JSON has it: no NaN, and not infinite. */
  static void finite(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(name + " is a finite number: " + name + "=" + number);
    }
  }

  /** A copy of the list, whose elements are all there. */
  static <T> List<T> list(String name, @Nullable List<T> list) {
    List<T> given = present(name, list);
    for (T element : given) {
      if (element == null) {
        throw new IllegalArgumentException(name + " has an element that is missing");
      }
    }
    return List.copyOf(given);
  }

  /** A copy of the map, in its order. */
  static <K, V extends @Nullable Object> Map<K, V> map(String name, @Nullable Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(present(name, map)));
  }
}
