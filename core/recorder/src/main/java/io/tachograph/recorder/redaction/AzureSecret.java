package io.tachograph.recorder.redaction;

/** A client secret of Microsoft Entra ID: three characters, a digit, {@code Q~}, 31 to 34 more. */
final class AzureSecret {
  private static final int MARK = 5;
  private static final int MIN_CHARS = 31;
  private static final int MAX_CHARS = 34;

  private AzureSecret() {}

  /** The secret whose first characters are {@code [word, tilde)}, or {@link Span#NONE}. */
  static long at(String text, int word, int tilde) {
    if (tilde - word != MARK
        || text.charAt(tilde - 1) != 'Q'
        || !Chars.DIGITS.has(text.charAt(tilde - 2))) {
      return Span.NONE;
    }
    int end = Chars.DOTTED.end(text, tilde + 1);
    int length = end - tilde - 1;
    return length >= MIN_CHARS && length <= MAX_CHARS ? Span.of(word, end) : Span.NONE;
  }
}
