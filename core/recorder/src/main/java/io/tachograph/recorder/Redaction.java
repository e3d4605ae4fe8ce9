package io.tachograph.recorder;

import java.util.List;
import java.util.Locale;

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

  private final List<String> words;

  /** Redacts by these words; case and separators in them do not count. */
  public Redaction(List<String> words) {
    this.words = words.stream().map(Redaction::letters).filter(w -> !w.isEmpty()).toList();
  }

  /** Whether the value of that name must not be recorded. */
  public boolean redacts(String name) {
    String letters = letters(name);
    for (String word : words) {
      if (letters.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
