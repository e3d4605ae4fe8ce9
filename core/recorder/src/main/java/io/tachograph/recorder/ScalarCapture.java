package io.tachograph.recorder;

import io.tachograph.format.JsonWriter;
import io.tachograph.recorder.redaction.PathNode;
import java.nio.CharBuffer;

/** Writes values that hold no others. */
final class ScalarCapture {
  private final Redaction redaction;
  private final TextCapture texts;

  ScalarCapture(Redaction redaction, TextCapture texts) {
    this.redaction = redaction;
    this.texts = texts;
  }

  /** Writes the value if it is such a one. */
  boolean write(JsonWriter json, Object value, int end, PathNode at) {
    if (value instanceof String text) {
      texts.write(json, text, end, at);
    } else if (value instanceof Boolean truth) {
      json.value(truth.booleanValue());
    } else if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      number(json, (Number) value);
    } else if (value instanceof Double number) {
      json.value(number.doubleValue());
    } else if (value instanceof Float number) {
      number(json, number);
    } else if (value instanceof Character c) {
      json.value(c.toString());
    } else if (value instanceof Enum<?> constant) {
      json.value(constant.name());
    } else if (value instanceof Class<?> type) {
      json.value(type.getName());
    } else if (value instanceof byte[] bytes) {
      texts.write(json, bytes);
    } else if (value instanceof char[] chars) {
      texts.write(json, CharBuffer.wrap(chars), end, at);
    } else {
      return false;
    }
    return true;
  }

  private void number(JsonWriter json, Number number) {
    long value = number.longValue();
    if (redaction.redacts(value)) {
      json.value(redaction.placeholder(number));
    } else {
      json.value(value);
    }
  }

  private static void number(JsonWriter json, Float number) {
    if (Float.isFinite(number)) {
      json.number(number.toString());
    } else {
      json.value(number.toString());
    }
  }
}
