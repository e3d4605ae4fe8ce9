package io.tachograph.recorder.redaction;

/** A private key in PEM (RFC 7468) or PGP armour, from its first line to its last. */
final class PrivateKeyBlock {
  private static final String BEGIN = "-----BEGIN";
  private static final String KEY = "PRIVATE KEY";
  private static final String END = "-----END";
  private static final String DASHES = "-----";
  private static final int MAX_LABEL_CHARS = 48;

  private PrivateKeyBlock() {}

  /** The block that begins at {@code start}, up to the text's end if its last line is missing. */
  static long at(String text, int start) {
    if (!text.startsWith(BEGIN, start)) {
      return Span.NONE;
    }
    int label = start + BEGIN.length();
    int labelEnd = label;
    boolean isKey = false;
    while (labelEnd < text.length() && !text.startsWith(DASHES, labelEnd)) {
      isKey |= text.startsWith(KEY, labelEnd);
      if (++labelEnd - label > MAX_LABEL_CHARS) {
        return Span.NONE;
      }
    }
    if (!isKey) {
      return Span.NONE;
    }
    int last = text.indexOf(END, labelEnd);
    int close = last < 0 ? -1 : text.indexOf(DASHES, last + END.length());
    return Span.of(start, close < 0 ? text.length() : close + DASHES.length());
  }
}
