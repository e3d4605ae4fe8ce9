package io.tachograph.recorder.redaction;

/** A Telegram bot's token: its number, a colon, {@code AA} and 33 characters. */
final class BotToken {
  private static final int MIN_NUMBER = 8;
  private static final int MAX_NUMBER = 10;
  private static final int SECRET_CHARS = 35;

  private BotToken() {}

  /** The token whose number is {@code [word, colon)}, or {@link Span#NONE}. */
  static long at(String text, int word, int colon) {
    int digits = colon - word;
    if (digits < MIN_NUMBER
        || digits > MAX_NUMBER
        || Chars.DIGITS.end(text, word) != colon
        || !text.startsWith("AA", colon + 1)) {
      return Span.NONE;
    }
    int end = Chars.WORD.end(text, colon + 1);
    return end - colon - 1 == SECRET_CHARS ? Span.of(word, end) : Span.NONE;
  }
}
