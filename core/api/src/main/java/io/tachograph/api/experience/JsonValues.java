package io.tachograph.api.experience;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values of the JDK: maps and lists that keep their order, texts, {@code Boolean},
 * null, and one class for each kind of number ({@code Long}, beyond that {@code BigInteger}; {@code
 * Double}, beyond that {@code BigDecimal}), so that equal JSON is equal.
 */
final class JsonValues {
  private JsonValues() {}

  /**
   * A copy of a value as JSON.
   *
   * @throws IllegalArgumentException if it has no form in JSON
   */
  static @Nullable Object of(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    } else if (value instanceof JsonForm form) {
      return form.toJson();
    } else if (value instanceof Enum<?> variant) {
      return Variants.name(variant);
    } else if (value instanceof CharSequence || value instanceof Instant) {
      return value.toString();
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Iterable<?> elements) {
      List<@Nullable Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(of(element)));
      return list;
    } else if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    throw new IllegalArgumentException("a value has no form in JSON: class=" + value.getClass());
  }

  /** A copy of a map as a JSON object. */
  static Map<String, @Nullable Object> object(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            members.put(
                key instanceof Enum<?> variant ? Variants.name(variant) : String.valueOf(key),
                of(value)));
    return members;
  }

  private static Number number(Number number) {
    if (number instanceof Long) {
      return number;
    } else if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      return number.longValue();
    } else if (number instanceof BigInteger integer) {
      return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }
    return fraction(number);
  }

  private static Number fraction(Number number) {
    BigDecimal exact;
    try {
      exact = new BigDecimal(number.toString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number has no form in JSON: number=" + number, e);
    }
    double nearest = exact.doubleValue();
    boolean holds =
        !Double.isInfinite(nearest)
            && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0;
    return holds ? (Number) nearest : exact;
  }
}
