package io.tachograph.recorder.redaction;

/**
 * Takes secrets out of texts: those that have a form of their own, such as a provider's key or a
 * card's number, and values that stand behind a secret's name inside of the text.
 *
 * <p>One pass looks at each character once; only where a word ends is there a choice to make, by
 * its length and by what ended it. So a text without secrets costs little more than reading it and
 * allocates nothing. Immutable.
 */
public final class TextSecrets {
  /** The shortest of the forms that are one word: a card's number. */
  private static final int MIN_LONG_WORD = 14;

  private static final int PEM_WORD = 10;
  private static final int MAX_DOTTED_PREFIX = 5;
  private static final String DASHES = "--";

  /** Of its own and constant: this is looked at for each character. */
  private static final boolean[] WORD = Chars.WORD.table();

  private final NamedValue named;
  private final QuotedMember members;
  private final boolean forms;
  private final Placeholder placeholder;

  /**
   * Takes out secrets.
   *
   * @param names which names inside of a text redact what stands behind them
   * @param forms whether to look for what has the form of a secret
   * @param placeholder what stands in their place
   */
  public TextSecrets(SecretNames names, boolean forms, Placeholder placeholder) {
    this.named = new NamedValue(names);
    this.members = new QuotedMember(names);
    this.forms = forms;
    this.placeholder = placeholder;
  }

  /** The text with placeholders for its secrets; the same object where it has none. */
  public String without(String text) {
    StringBuilder out = null;
    int copied = 0;
    int word = 0;
    int at = 0;
    int length = text.length();
    while (at <= length) {
      char c = at < length ? text.charAt(at) : '\n';
      if (c < WORD.length && WORD[c]) {
        at++;
        continue;
      }
      long span = secretAt(text, word, at, c);
      if (span == Span.NONE) {
        at = behind(text, at, c);
        word = at;
        continue;
      }
      out = out == null ? new StringBuilder(length) : out;
      out.append(text, copied, Span.start(span));
      String quote = Span.isBare(span) ? QuotedMember.quoteOf(text, at) : "";
      String secret = text.substring(Span.start(span), Span.end(span));
      out.append(quote).append(placeholder.of(secret)).append(quote);
      copied = Span.end(span);
      at = copied;
      word = copied;
    }
    return out == null ? text : out.append(text, copied, length).toString();
  }

  /** Where the next word begins: not with the {@code n} of an escaped line's end. */
  private static int behind(String text, int at, char c) {
    if (c == '\\') {
      return Math.min(text.length(), at + QuotedText.backslashesFrom(text, at) + 1);
    }
    boolean encoded =
        c == '%'
            && at + 2 < text.length()
            && Chars.HEX.has(text.charAt(at + 1))
            && Chars.HEX.has(text.charAt(at + 2));
    return encoded ? at + 3 : at + 1;
  }

  /** The secret that the word {@code [word, end)} and what ends it make out, if any. */
  private long secretAt(String text, int word, int end, char c) {
    if (forms && end > word) {
      long span = formAt(text, word, end, c);
      if (span != Span.NONE) {
        return span;
      }
    }
    return switch (c) {
      case ':' -> behindColon(text, word, end);
      case '=' -> named.assigned(text, end);
      case '>' -> end > word ? named.element(text, word, end) : Span.NONE;
      case ' ' ->
          end - word > DASHES.length() && text.startsWith(DASHES, word)
              ? named.flagged(text, word, end)
              : Span.NONE;
      default -> Span.NONE;
    };
  }

  private long behindColon(String text, int word, int colon) {
    int quote = QuotedMember.quoteBefore(text, colon);
    if (quote >= 0) {
      return members.value(text, colon, quote);
    }
    if (text.startsWith("//", colon + 1)) {
      return forms ? UrlSecret.password(text, colon) : Span.NONE;
    }
    return colon > word ? named.headed(text, colon) : Span.NONE;
  }

  private static long formAt(String text, int word, int end, char c) {
    int length = end - word;
    if (length >= MIN_LONG_WORD) {
      long span = LongWord.secret(text, word, end, c);
      if (span != Span.NONE) {
        return span;
      }
    }
    return switch (c) {
      case ' ' -> beforeSpace(text, word, end, length);
      case '.' -> length <= MAX_DOTTED_PREFIX ? ProviderKeys.at(text, word) : Span.NONE;
      case '/' -> {
        long webhook = UrlSecret.webhook(text, end);
        yield webhook == Span.NONE ? ProviderKeys.at(text, word) : webhook;
      }
      case '+' -> ProviderKeys.at(text, word);
      case ':' -> BotToken.at(text, word, end);
      case '~' -> AzureSecret.at(text, word, end);
      default -> Span.NONE;
    };
  }

  private static long beforeSpace(String text, int word, int end, int length) {
    return switch (length) {
      case 4 -> Iban.mayBegin(text, word, end) ? Iban.at(text, word) : CardNumber.at(text, word);
      case 5, 6 -> AuthorizationScheme.after(text, word, end);
      case PEM_WORD -> PrivateKeyBlock.at(text, word);
      default -> Span.NONE;
    };
  }
}
