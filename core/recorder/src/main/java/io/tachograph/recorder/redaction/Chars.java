package io.tachograph.recorder.redaction;

/** Kinds of characters, as sets of them, and how far they reach in a text. */
enum Chars {
  DIGITS("0-9"),
  HEX("0-9a-fA-F"),
  UPPER("0-9A-Z"),
  ALPHANUMERIC("0-9A-Za-z"),
  /** What a word of a text is made of here; most keys are one word. */
  WORD("0-9A-Za-z_-"),
  BASE64("0-9A-Za-z+/=_-"),
  DOTTED("0-9A-Za-z_.~=-"),
  HEADER("0-9A-Za-z_.~+/=-");

  @SuppressWarnings("ImmutableEnumChecker") // Never changed once it is made.
  private final boolean[] members = new boolean[128];

  Chars(String ranges) {
    for (int i = 0; i < ranges.length(); i++) {
      char first = ranges.charAt(i);
      boolean isRange = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
      char last = isRange ? ranges.charAt(i + 2) : first;
      for (char c = first; c <= last; c++) {
        members[c] = true;
      }
      i += isRange ? 2 : 0;
    }
  }

  boolean[] table() {
    return members.clone();
  }

  boolean has(char c) {
    return c < members.length && members[c];
  }

  /** Where the characters of this kind that begin at {@code start} end. */
  int end(String text, int start) {
    int end = start;
    while (end < text.length() && has(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
