package io.tachograph.recorder.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells by a name whether its value is a secret: that of a parameter, a map's key, a record's
 * component, or a name inside of a text. Immutable; allocates nothing.
 */
public final class SecretNames {
  /** The words that redact unless configured. */
  public static final List<String> DEFAULT_WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "secret",
          "token",
          "authorization",
          "bearer",
          "jwt",
          "otp",
          "apikey",
          "accesskey",
          "accountkey",
          "privatekey",
          "signingkey",
          "encryptionkey",
          "masterkey",
          "subscriptionkey",
          "connectionstring",
          "credential",
          "cookie",
          "jsessionid",
          "ssn",
          "cvv",
          "cvc");

  private static final int ASCII = 128;
  private static final SecretWord[] NONE = {};

  /** By their first letter, small and capital: nearly every letter of a name costs one look-up. */
  private final SecretWord[][] byFirstLetter = new SecretWord[ASCII][];

  /** For each first letter, which letters may follow it: a bit each, by the letter's low bits. */
  private final int[] secondLetters = new int[ASCII];

  /** Those that begin with a letter beyond ASCII. */
  private final SecretWord[] others;

  /**
   * Redacts by these words.
   *
   * @param builtIn words of ours, with exceptions for names that only tell of a secret
   * @param added words of the user's, without
   */
  public SecretNames(List<String> builtIn, List<String> added) {
    List<SecretWord> beyond = new ArrayList<>();
    builtIn.forEach(word -> add(SecretWord.of(word, true), beyond));
    added.forEach(word -> add(SecretWord.of(word, false), beyond));
    others = beyond.toArray(SecretWord[]::new);
  }

  private void add(SecretWord word, List<SecretWord> beyond) {
    String letters = word.letters();
    if (letters.isEmpty()) {
      return;
    }
    char first = letters.charAt(0);
    if (first >= ASCII) {
      beyond.add(word);
      return;
    }
    int second = letters.length() == 1 ? -1 : 1 << letters.charAt(1);
    add(word, first, second);
    if (Character.toUpperCase(first) != first) {
      add(word, Character.toUpperCase(first), second);
    }
  }

  private void add(SecretWord word, char first, int second) {
    SecretWord[] known = byFirstLetter[first] == null ? NONE : byFirstLetter[first];
    SecretWord[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = word;
    byFirstLetter[first] = more;
    secondLetters[first] |= second;
  }

  /** What the name says of its value. */
  public Sensitivity of(String name) {
    return of(name, 0, name.length());
  }

  /** What the name that stands in {@code [from, to)} of a text says of its value. */
  Sensitivity of(String text, int from, int to) {
    Sensitivity found = Sensitivity.ORDINARY;
    for (int start = from; start < to; start++) {
      for (SecretWord word : beginningAt(text, start, to)) {
        Sensitivity told = told(word, text, from, to, start);
        if (told == Sensitivity.SECRET) {
          return told;
        }
        found = told == Sensitivity.ORDINARY ? found : told;
      }
    }
    return found;
  }

  private SecretWord[] beginningAt(String text, int start, int to) {
    char c = text.charAt(start);
    if (c >= ASCII) {
      return others;
    }
    int seconds = secondLetters[c];
    if (seconds == 0) {
      return NONE;
    }
    char next = start + 1 < to ? text.charAt(start + 1) : 0;
    boolean letter = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
    // Of a letter the low five bits are the same in both cases, and of a shift they alone count.
    return letter && (seconds & (1 << (next & 0x1f))) == 0 ? NONE : byFirstLetter[c];
  }

  private static Sensitivity told(SecretWord word, String text, int from, int to, int start) {
    int end = word.end(text, from, to, start);
    if (end < 0) {
      return Sensitivity.ORDINARY;
    }
    return word.builtIn()
        ? HarmlessNames.judge(text, from, to, start, end, word.letters())
        : Sensitivity.SECRET;
  }
}
