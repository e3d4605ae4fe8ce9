package io.tachograph.recorder.redaction;

/**
 * A word that makes a name a secret's. Case and separators do not count: {@code api_key}, {@code
 * apiKey} and {@code X-Api-Key} all hold {@code apikey}.
 *
 * <p>A word of up to four letters must be whole words of the name: {@code pin} is in {@code
 * userPin}, not in {@code shipping}. A longer one may also stand inside of a word, for names are
 * written together too ({@code userpassword}).
 *
 * @param letters its letters and digits in lower case
 * @param builtIn whether names that only tell of a secret are excepted; not for words of the user's
 */
record SecretWord(String letters, boolean builtIn) {
  private static final int MAX_WHOLE_WORD = 4;

  static SecretWord of(String word, boolean builtIn) {
    StringBuilder letters = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return new SecretWord(letters.toString(), builtIn);
  }

  /** Where the word ends that begins at {@code start} of the name in {@code [from, to)}, or -1. */
  int end(String text, int from, int to, int start) {
    int matched = 0;
    boolean oneWord = true;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        oneWord = false;
        continue;
      }
      if (Character.toLowerCase(c) != letters.charAt(matched)) {
        return -1;
      }
      oneWord &= i == start || !NameBoundaries.at(text, from, to, i);
      if (++matched == letters.length()) {
        return stands(text, from, to, start, i + 1, oneWord) ? i + 1 : -1;
      }
    }
    return -1;
  }

  private boolean stands(String text, int from, int to, int start, int end, boolean oneWord) {
    boolean inside = oneWord && letters.length() > MAX_WHOLE_WORD;
    return inside
        || (NameBoundaries.at(text, from, to, start)
            && NameBoundaries.at(text, from, to, afterPlural(text, from, to, end)));
  }

  /** Behind the {@code s} that a plural ends in, if there is one. */
  static int afterPlural(String text, int from, int to, int end) {
    boolean plural =
        end < to && (text.charAt(end) | 0x20) == 's' && NameBoundaries.at(text, from, to, end + 1);
    return plural ? end + 1 : end;
  }
}
