package io.tachograph.api.experience;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON that is read member by member; what is missing or of another kind is refused
 * with its path. Members that nobody asks for are passed over. Immutable.
 */
final class JsonObject {
  private final Map<?, ?> members;
  private final String path;

  private JsonObject(Map<?, ?> members, String path) {
    this.members = members;
    this.path = path;
  }

  /** The outermost one. */
  static JsonObject of(Map<?, ?> members) {
    return new JsonObject(members, "");
  }

  /** All members, in order. */
  Map<String, @Nullable Object> all() {
    return JsonValues.object(members);
  }

  /** A member that may be null or absent. */
  @Nullable Object valueOrNull(String name) {
    return members.get(name);
  }

  /** Where a member stands. */
  String at(String name) {
    return path + name;
  }

  private Object value(String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException(at(name) + " is missing");
    }
    return value;
  }

  private <T> T value(String name, Class<T> type, String what) {
    return cast(value(name), type, what, at(name));
  }

  private static <T> T cast(@Nullable Object value, Class<T> type, String what, String at) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          at
              + " is "
              + what
              + ": class="
              + (value == null ? "null" : value.getClass().getSimpleName()));
    }
    return type.cast(value);
  }

  String text(String name) {
    return value(name, CharSequence.class, "a text").toString();
  }

  @Nullable String textOrNull(String name) {
    return members.get(name) == null ? null : text(name);
  }

  /** A text that says how much of something; written as a bare number it is that number's text. */
  String amount(String name) {
    Object value = value(name);
    return value instanceof Number ? value.toString() : text(name);
  }

  @Nullable String amountOrNull(String name) {
    return members.get(name) == null ? null : amount(name);
  }

  boolean truth(String name) {
    return value(name, Boolean.class, "true or false");
  }

  double number(String name) {
    return value(name, Number.class, "a number").doubleValue();
  }

  @Nullable Double numberOrNull(String name) {
    return members.get(name) == null ? null : Double.valueOf(number(name));
  }

  long count(String name) {
    BigInteger count = integer(name);
    if (count.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException(at(name) + " is below 2^63: " + at(name) + "=" + count);
    }
    return count.longValue();
  }

  @Nullable Long countOrNull(String name) {
    return members.get(name) == null ? null : Long.valueOf(count(name));
  }

  /** 64 bits without sign. */
  long unsigned(String name) {
    BigInteger bits = integer(name);
    if (bits.signum() < 0 || bits.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(
          at(name) + " is from 0 to 2^64 - 1: " + at(name) + "=" + bits);
    }
    return bits.longValue();
  }

  @Nullable Long unsignedOrNull(String name) {
    return members.get(name) == null ? null : Long.valueOf(unsigned(name));
  }

  private BigInteger integer(String name) {
    Number number = value(name, Number.class, "a whole number");
    try {
      return new BigDecimal(number.toString()).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          at(name) + " is a whole number: " + at(name) + "=" + number, e);
    }
  }

  Instant time(String name) {
    String text = text(name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          at(name) + " is a time with its offset in ISO 8601: " + at(name) + "=" + text, e);
    }
  }

  <E extends Enum<E>> E variant(String name, Class<E> type) {
    return Variants.of(type, text(name), at(name));
  }

  <E extends Enum<E>> @Nullable E variantOrNull(String name, Class<E> type) {
    return members.get(name) == null ? null : variant(name, type);
  }

  <E extends Enum<E>> List<E> variants(String name, Class<E> type) {
    return texts(name).stream().map(text -> Variants.of(type, text, at(name))).toList();
  }

  JsonObject object(String name) {
    return new JsonObject(value(name, Map.class, "an object"), at(name) + ".");
  }

  /** What is read from an object that may be null. */
  <T> @Nullable T objectOrNull(String name, Function<JsonObject, T> reader) {
    return members.get(name) == null ? null : reader.apply(object(name));
  }

  <T> List<T> objects(String name, Function<JsonObject, T> reader) {
    List<T> read = new ArrayList<>();
    for (Object element : value(name, List.class, "a list")) {
      String at = at(name) + "[" + read.size() + "]";
      Map<?, ?> map = cast(element, Map.class, "an object", at);
      read.add(reader.apply(new JsonObject(map, at + ".")));
    }
    return read;
  }

  List<String> texts(String name) {
    List<String> read = new ArrayList<>();
    for (Object element : value(name, List.class, "a list")) {
      read.add(cast(element, CharSequence.class, "a text", at(name)).toString());
    }
    return read;
  }

  List<Double> numbers(String name) {
    List<Double> read = new ArrayList<>();
    for (Object element : value(name, List.class, "a list")) {
      read.add(cast(element, Number.class, "a number", at(name)).doubleValue());
    }
    return read;
  }

  /** An object whose keys are variants, each with a list of texts. */
  <E extends Enum<E>> Map<E, List<String>> textsByVariant(String name, Class<E> type) {
    JsonObject object = object(name);
    Map<E, List<String>> read = new LinkedHashMap<>();
    for (Object key : object.members.keySet()) {
      read.put(Variants.of(type, String.valueOf(key), at(name)), object.texts(String.valueOf(key)));
    }
    return read;
  }

  Map<String, String> textByText(String name) {
    JsonObject object = object(name);
    Map<String, String> read = new LinkedHashMap<>();
    for (Object key : object.members.keySet()) {
      read.put(String.valueOf(key), object.text(String.valueOf(key)));
    }
    return read;
  }
}
