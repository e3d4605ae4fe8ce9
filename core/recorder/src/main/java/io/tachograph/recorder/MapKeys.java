package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/** What a map's keys are called as members of an object: bounded, and without secrets. */
final class MapKeys {
  private static final int MAX_KEY_CHARS = 256;

  private final Redaction redaction;

  MapKeys(Redaction redaction) {
    this.redaction = redaction;
  }

  /** The key's text, by which its value may be redacted. */
  static String text(@Nullable Object key, int index) {
    if (key == null) {
      return "null";
    }
    String text = key instanceof char[] ? null : ScalarText.of(key);
    return text == null ? "$" + key.getClass().getName() + "#" + index : text;
  }

  /** The member's name: numbered where a secret was taken out, since two may then be the same. */
  @SuppressWarnings("ReferenceEquality") // The same object means that nothing was found.
  String member(String text, int index) {
    String clean = redaction.text(text);
    String bounded = clean.length() > MAX_KEY_CHARS ? clean.substring(0, MAX_KEY_CHARS) : clean;
    return clean == text ? bounded : bounded + "#" + index;
  }
}
