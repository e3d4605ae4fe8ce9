package io.tachograph.recorder.redaction;

/**
 * Where words begin in names such as {@code userPassword}, {@code API_KEY}, {@code x-api-key} and
 * {@code APIKey2}: behind separators, at a change of case and at a change between letter and digit.
 */
final class NameBoundaries {
  private NameBoundaries() {}

  /** Whether a word of the name in {@code [from, to)} begins or ends at {@code at}. */
  static boolean at(String text, int from, int to, int at) {
    if (at <= from || at >= to) {
      return true;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    if (!Character.isLetterOrDigit(before) || !Character.isLetterOrDigit(after)) {
      return true;
    }
    if (Character.isDigit(before) != Character.isDigit(after)) {
      return true;
    }
    if (!Character.isUpperCase(before)) {
      return Character.isUpperCase(after);
    }
    // Behind a run of capitals a word may begin with the last of them (APIKey) or after it
    // (APIkey).
    return Character.isUpperCase(after)
        ? at + 1 < to && Character.isLowerCase(text.charAt(at + 1))
        : at - 2 >= from && Character.isUpperCase(text.charAt(at - 2));
  }
}
