package io.tachograph.recorder;

import java.util.List;

/**
 * Decides by name which values are never recorded: those of parameters, map keys and record
 * components. Immutable.
 *
 * <p>A name is redacted if one of the words stands anywhere in it, whatever its case and without
 * regard to separators: {@code api_key}, {@code apiKey} and {@code X-Api-Key} all contain {@code
 * apikey}. Better too much than a secret for ever in an append-only ledger.
 */
public final class Redaction {
  /** The words that redact unless configured. */
  public static final List<String> DEFAULT_WORDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "authorization",
          "apikey",
          "accesskey",
          "privatekey",
          "credential",
          "cookie");

  /** What stands in the ledger in a redacted value's place. */
  public static final String PLACEHOLDER = "[redacted]";

  private final List<String> words;

  /** Redacts by these words; case and separators in them do not count. */
  public Redaction(List<String> words) {
    this.words = words.stream().map(Redaction::letters).filter(w -> !w.isEmpty()).toList();
  }

  /** Whether the value of that name must not be recorded. Allocates nothing. */
  public boolean redacts(String name) {
    for (int start = 0; start < name.length(); start++) {
      for (String word : words) {
        if (stands(word, name, start)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean stands(String word, String name, int start) {
    int matched = 0;
    for (int i = start; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        if (Character.toLowerCase(c) != word.charAt(matched)) {
          return false;
        }
        if (++matched == word.length()) {
          return true;
        }
      } else if (matched == 0) {
        return false;
      }
    }
    return false;
  }

  private static String letters(String word) {
    StringBuilder letters = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }
}
