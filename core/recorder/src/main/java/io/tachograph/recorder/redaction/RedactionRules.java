package io.tachograph.recorder.redaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is redacted beside what is by itself.
 *
 * @param words words of names, beside the built-in ones
 * @param paths paths in an entry's data
 * @param classes classes by name, with stars
 * @param patterns regular expressions for texts
 * @param forms whether built-in forms of secrets are looked for in texts
 * @param key under which redacted values can be matched, or null
 */
public record RedactionRules(
    List<String> words,
    List<String> paths,
    List<String> classes,
    List<String> patterns,
    boolean forms,
    @Nullable RedactionKey key) {
  /** What is redacted unless configured. */
  public static final RedactionRules DEFAULT =
      new RedactionRules(List.of(), List.of(), List.of(), List.of(), true, null);

  /** Copies the lists. */
  public RedactionRules {
    words = List.copyOf(words);
    paths = List.copyOf(paths);
    classes = List.copyOf(classes);
    patterns = List.copyOf(patterns);
  }
}
