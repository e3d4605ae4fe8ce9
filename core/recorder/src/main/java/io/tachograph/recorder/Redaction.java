package io.tachograph.recorder;

import io.tachograph.recorder.redaction.CardNumber;
import io.tachograph.recorder.redaction.CountedPlaceholder;
import io.tachograph.recorder.redaction.JsonTextPaths;
import io.tachograph.recorder.redaction.PathNode;
import io.tachograph.recorder.redaction.Placeholder;
import io.tachograph.recorder.redaction.RedactionKey;
import io.tachograph.recorder.redaction.RedactionRules;
import io.tachograph.recorder.redaction.SecretClasses;
import io.tachograph.recorder.redaction.SecretNames;
import io.tachograph.recorder.redaction.Sensitivity;
import io.tachograph.recorder.redaction.TextSecrets;
import io.tachograph.recorder.redaction.UserPatterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is never recorded, and what stands in its place: by the name of a parameter, map key or
 * record component, by its path, by its class, and by what a text holds. Immutable but for the
 * count of what it redacted.
 */
public final class Redaction {
  /** The words that redact unless configured. */
  public static final List<String> DEFAULT_WORDS = SecretNames.DEFAULT_WORDS;

  /** What stands in the ledger in a redacted value's place. */
  public static final String PLACEHOLDER = Placeholder.PLAIN;

  private static final String OF_MANY_KINDS =
      "a long text-of-many-kinds https://b/c?d=e {\"f\": 1} 1111 1111 AB12 --token g <h> .i~ +k";

  private final SecretNames names;
  private final PathNode paths;
  private final SecretClasses classes;
  private final TextSecrets texts;
  private final UserPatterns patterns;
  private final boolean forms;
  private final CountedPlaceholder placeholder;
  private final @Nullable RedactionKey key;

  /** Redacts by these words, and what has the form of a secret. */
  public Redaction(List<String> words) {
    this(
        new SecretNames(
            words.stream().filter(DEFAULT_WORDS::contains).toList(),
            words.stream().filter(word -> !DEFAULT_WORDS.contains(word)).toList()),
        RedactionRules.DEFAULT);
  }

  /**
   * Redacts by the built-in words and these rules.
   *
   * @throws IllegalArgumentException if a path, class or pattern is none, saying which and why
   */
  public Redaction(RedactionRules rules) {
    this(new SecretNames(DEFAULT_WORDS, rules.words()), rules);
  }

  private Redaction(SecretNames names, RedactionRules rules) {
    this.names = names;
    this.paths = PathNode.of(rules.paths());
    this.classes = new SecretClasses(rules.classes());
    this.patterns = UserPatterns.of(rules.patterns());
    this.forms = rules.forms();
    this.key = rules.key();
    this.placeholder = new CountedPlaceholder(key == null ? Placeholder.ANONYMOUS : key);
    this.texts = new TextSecrets(names, forms, placeholder);
  }

  /** Looks at a text of many kinds once, so that no call has to wait for our classes to load. */
  void load() {
    String looked = text(OF_MANY_KINDS);
    if (looked.isEmpty()) {
      throw new IllegalStateException("a text was lost");
    }
    placeholder.reset();
  }

  /** Whether a value of that name must not be recorded, unless it is a number perhaps. */
  public boolean redacts(String name) {
    return names.of(name) != Sensitivity.ORDINARY;
  }

  /** The text with placeholders for the secrets in it; the same object where it has none. */
  public String text(String text) {
    return patterns.without(texts.without(text), placeholder);
  }

  /** As {@link #text(String)}; a path may also lead into the text, if it is JSON. */
  String text(String text, PathNode at) {
    return text(JsonTextPaths.without(text, at, placeholder));
  }

  /** Whether texts are looked at by expressions of the user's, which takes its time. */
  boolean hasPatterns() {
    return !patterns.isEmpty();
  }

  /** What the name says of its value. */
  Sensitivity sensitivity(String name) {
    return names.of(name);
  }

  /** Whether values of the class are never read. */
  boolean redacts(Class<?> type) {
    return classes.contain(type);
  }

  /** Whether the number is a secret by itself. */
  boolean redacts(long number) {
    return forms && CardNumber.is(number);
  }

  /** Where an entry's {@code data} begins. */
  PathNode paths() {
    return paths;
  }

  /** Whether redacted values are read, so that equal ones can be told. */
  boolean readsSecrets() {
    return placeholder.tellsApart();
  }

  /** What stands for the value. It is looked at only if equal ones are to be told apart. */
  String placeholder(@Nullable Object value) {
    String text = placeholder.tellsApart() ? ScalarText.of(value) : null;
    return text == null ? placeholder.ofUnread() : placeholder.of(text);
  }

  /** What stands for a value that nobody may look at. */
  String placeholder() {
    return placeholder.ofUnread();
  }

  /** How many values, and parts of texts, a placeholder stood for. */
  long redacted() {
    return placeholder.count();
  }

  /** The id of the key under which redacted values can be matched, or null. */
  public @Nullable String keyId() {
    return key == null ? null : key.id();
  }

  /** What an operator should know of how it is set up, or null. */
  @Nullable String warning() {
    return key != null && key.isReadableByOthers()
        ? "the file of redact.key-file may be read by every user of this machine; take that right"
            + " away, for whoever has the key can test guesses of redacted values"
        : null;
  }
}
