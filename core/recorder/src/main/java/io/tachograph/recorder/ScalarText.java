package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * The text of a value that is one: a text itself, a number, a truth value, a constant, or a value
 * of the JDK's that is written as text. Equal texts mean equal values, whatever they were held in.
 */
final class ScalarText {
  private ScalarText() {}

  /** The text, or null for null, for structures, bytes, and objects that are not read. */
  static @Nullable String of(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof char[] chars) {
      return new String(chars);
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value == null) {
      return null;
    }
    boolean ofTheJdk =
        value instanceof Boolean
            || value instanceof Character
            || (value instanceof Number && JdkTypes.isOfTheJdk(value.getClass()));
    return ofTheJdk || JdkTypes.of(value.getClass()) == JdkTypes.Shape.TEXT
        ? value.toString()
        : null;
  }
}
