package io.tachograph.recorder.redaction;

/** Forms of secrets that are one long word, or begin with one. */
final class LongWord {
  private LongWord() {}

  /** The secret in or at the word {@code [word, end)}, which {@code next} follows. */
  static long secret(String text, int word, int end, char next) {
    long span = next == '.' ? JsonWebToken.at(text, word, end) : Span.NONE;
    if (span == Span.NONE) {
      span = ProviderKeys.at(text, word);
    }
    if (span == Span.NONE && Iban.mayBegin(text, word, end)) {
      span = Iban.at(text, word);
    }
    return span == Span.NONE ? card(text, word, end) : span;
  }

  /** A card's number may stand behind a dash or underscore: {@code order_4111…}. */
  private static long card(String text, int word, int end) {
    for (int at = word; at < end; at++) {
      boolean begins = at == word || !Chars.ALPHANUMERIC.has(text.charAt(at - 1));
      if (begins && Chars.DIGITS.has(text.charAt(at))) {
        long span = CardNumber.at(text, at);
        if (span != Span.NONE) {
          return span;
        }
      }
    }
    return Span.NONE;
  }
}
