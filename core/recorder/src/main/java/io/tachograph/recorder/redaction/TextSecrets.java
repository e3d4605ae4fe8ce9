package io.tachograph.recorder.redaction;

/**
 * Takes secrets out of texts: those that have a form of their own, such as a provider's key or a
 * card's number, and values that stand behind a secret's name inside of the text.
 *
 * <p>One pass looks at each character once; only where a word ends is there a choice to make, by
 * its length, its first character and what ended it. So a text without secrets costs about two
 * nanoseconds a character and allocates nothing. Immutable.
 */
public final class TextSecrets {
  /** The shortest of the forms that are one word: a card's number. */
  private static final int MIN_LONG_WORD = 14;

  private static final int PEM_WORD = 10;
  private static final int MAX_DOTTED_PREFIX = 5;
  private static final String DASHES = "--";

  /** Of its own and constant: this is looked at for each character. */
  private static final boolean[] WORD = Chars.WORD.table();

  private static final int ASCII = WORD.length;

  /** Behind which characters, or around which, secrets stand. */
  private static final boolean[] ENDS_SECRETS = new boolean[ASCII];

  static {
    for (char c : ".:/~+=>\\%".toCharArray()) {
      ENDS_SECRETS[c] = true;
    }
  }

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
    long span = next(text, 0);
    if (span == Span.NONE) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    while (span != Span.NONE) {
      int start = Span.start(span);
      String quote = Span.isBare(span) ? QuotedMember.quoteBeforeValue(text, start) : "";
      String secret = text.substring(start, Span.end(span));
      out.append(text, copied, start).append(quote).append(placeholder.of(secret)).append(quote);
      copied = Span.end(span);
      span = next(text, copied);
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** The next secret from here on, or {@link Span#NONE}. */
  private long next(String text, int from) {
    int length = text.length();
    int word = from;
    int at = from;
    while (true) {
      while (at < length && isOfWord(text.charAt(at))) {
        at++;
      }
      char c = at < length ? text.charAt(at) : '\n';
      if (isPlain(text, word, at, c)) {
        at++;
      } else {
        long span = secretAt(text, word, at, c);
        if (span != Span.NONE) {
          return span;
        }
        at = behind(text, at, c);
      }
      if (at > length) {
        return Span.NONE;
      }
      word = at;
    }
  }

  private static boolean isOfWord(char c) {
    return c < ASCII && WORD[c];
  }

  /** Whether there is nothing to look at, as for nearly every word of a sentence. */
  private static boolean isPlain(String text, int word, int end, char c) {
    if (end - word >= MIN_LONG_WORD) {
      return false;
    }
    if (c == ' ' && end > word) {
      char first = text.charAt(word);
      return first >= 'a' && first <= 'z' && first != 'b';
    }
    return c >= ASCII || !ENDS_SECRETS[c];
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
