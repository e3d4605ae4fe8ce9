package io.tachograph.recorder.redaction;

/**
 * The exceptions from the built-in words: names that hold such a word and tell of a secret, or of
 * something else altogether, without being one.
 *
 * <ul>
 *   <li>other words: {@code tokenizer}, {@code secretary}, {@code cookiecutter}
 *   <li>what follows describes it: {@code tokenCount}, {@code passwordPolicy}, {@code
 *       token_expires_in}
 *   <li>what is before asks whether there is one: {@code hasPassword}
 *   <li>counts of what a model reads and writes: {@code max_tokens}, {@code promptTokens}
 * </ul>
 */
final class HarmlessNames {
  private static final String TOKEN = "token";

  /** What makes another word of a word, when it follows inside of the same word. */
  private static final String[] OTHER_WORDS = {
    "token+iz", "token+is", "secret+ary", "secret+ari", "secret+ion", "cookie+cutter"
  };

  private static final String[] DESCRIBING = {
    "count",
    "counter",
    "type",
    "policy",
    "length",
    "strength",
    "limit",
    "usage",
    "used",
    "budget",
    "window",
    "cost",
    "price",
    "per",
    "expiry",
    "expires",
    "expiration",
    "expired",
    "ttl",
    "lifetime",
    "endpoint",
    "consent",
    "banner",
    "name",
    "arn",
    "manager"
  };

  private static final String[] COUNTING = {
    "max",
    "min",
    "total",
    "prompt",
    "completion",
    "input",
    "output",
    "cache",
    "cached",
    "read",
    "creation",
    "write",
    "reasoning",
    "thinking",
    "thoughts",
    "generated",
    "new",
    "used",
    "remaining",
    "num",
    "of",
    "n",
    "estimated",
    "context",
    "prediction",
    "audio",
    "image",
    "text",
    "video",
    "chunk",
    "overlap",
    "avg",
    "average",
    "stop",
    "special"
  };

  private static final String[] ASKING = {"has", "is", "needs", "requires"};

  private static final int MAX_WORD_CHARS = 12;

  private HarmlessNames() {}

  /** What the name in {@code [from, to)} is, of which {@code [start, end)} is a built-in word. */
  static Sensitivity judge(String text, int from, int to, int start, int end, String word) {
    if (isOtherWord(text, from, to, end, word)
        || isDescribed(text, from, to, end)
        || isBehind(ASKING, text, from, to, start)) {
      return Sensitivity.ORDINARY;
    }
    boolean plural = SecretWord.afterPlural(text, from, to, end) > end;
    if (!word.equals(TOKEN) || !plural) {
      return Sensitivity.SECRET;
    }
    return isBehind(COUNTING, text, from, to, start)
        ? Sensitivity.ORDINARY
        : Sensitivity.SECRET_UNLESS_NUMBER;
  }

  private static boolean isOtherWord(String text, int from, int to, int end, String word) {
    if (NameBoundaries.at(text, from, to, end)) {
      return false;
    }
    for (String other : OTHER_WORDS) {
      int plus = other.indexOf('+');
      if (plus == word.length()
          && other.startsWith(word)
          && text.regionMatches(true, end, other, plus + 1, other.length() - plus - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDescribed(String text, int from, int to, int end) {
    return isIn(DESCRIBING, text, from, to, end)
        || isIn(DESCRIBING, text, from, to, SecretWord.afterPlural(text, from, to, end));
  }

  private static boolean isIn(String[] words, String text, int from, int to, int behind) {
    int first = behind;
    while (first < to && !Character.isLetterOrDigit(text.charAt(first))) {
      first++;
    }
    int last = first;
    while (last < to
        && last - first <= MAX_WORD_CHARS
        && (last == first || !NameBoundaries.at(text, from, to, last))) {
      last++;
    }
    return contains(words, text, first, last);
  }

  private static boolean isBehind(String[] words, String text, int from, int to, int start) {
    int last = start;
    while (last > from && !Character.isLetterOrDigit(text.charAt(last - 1))) {
      last--;
    }
    int first = last;
    while (first > from
        && last - first <= MAX_WORD_CHARS
        && (first == last || !NameBoundaries.at(text, from, to, first))) {
      first--;
    }
    return contains(words, text, first, last);
  }

  private static boolean contains(String[] words, String text, int first, int last) {
    int length = last - first;
    for (String word : words) {
      if (word.length() == length && text.regionMatches(true, first, word, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
