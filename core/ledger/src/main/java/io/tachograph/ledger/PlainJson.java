package io.tachograph.ledger;

import io.tachograph.format.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values of the JDK as JSON. */
final class PlainJson {
  private static final int MAX_DEPTH = 100;

  private PlainJson() {}

  /**
   * Writes a value, whole and as it is.
   *
   * @throws IllegalArgumentException if it has no form in JSON
   */
  static void write(JsonWriter json, @Nullable Object value) {
    write(json, value, MAX_DEPTH);
  }

  private static void write(JsonWriter json, @Nullable Object value, int depth) {
    if (depth == 0) {
      throw new IllegalArgumentException("values nest deeper than " + MAX_DEPTH);
    } else if (value == null) {
      json.nullValue();
    } else if (value instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (value instanceof Double || value instanceof Float) {
      json.value(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      json.number(number.toString());
    } else if (value instanceof Map<?, ?> map) {
      json.beginObject();
      map.forEach((key, member) -> write(json.name(String.valueOf(key)), member, depth - 1));
      json.endObject();
    } else if (value instanceof Iterable<?> elements) {
      json.beginArray();
      elements.forEach(element -> write(json, element, depth - 1));
      json.endArray();
    } else {
      json.value(value.toString());
    }
  }
}
