package io.tachograph.recorder.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * Forms of secrets that the user describes by regular expressions of RE2's syntax. RE2 matches in
 * time linear to the text, whatever the expression: none can make the host hang. Immutable.
 */
public final class UserPatterns {
  private static final int MAX_PATTERNS = 100;
  private static final int MAX_PATTERN_CHARS = 1_000;

  private final List<Pattern> patterns;

  private UserPatterns(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /**
   * Compiles them.
   *
   * @throws IllegalArgumentException naming the one that is wrong, and what is wrong with it
   */
  public static UserPatterns of(List<String> expressions) {
    if (expressions.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException("more than " + MAX_PATTERNS + " patterns");
    }
    return new UserPatterns(expressions.stream().map(UserPatterns::compile).toList());
  }

  private static Pattern compile(String expression) {
    if (expression.length() > MAX_PATTERN_CHARS) {
      throw new IllegalArgumentException("a pattern is longer than " + MAX_PATTERN_CHARS);
    }
    Pattern compiled;
    try {
      compiled = Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription() + " in " + expression, e);
    }
    if (compiled.matcher("").find()) {
      throw new IllegalArgumentException("it fits the empty text: " + expression);
    }
    return compiled;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** The text with placeholders for what fits; the same object where nothing does. */
  public String without(String text, Placeholder placeholder) {
    String clean = text;
    for (Pattern pattern : patterns) {
      clean = without(pattern, clean, placeholder);
    }
    return clean;
  }

  private static String without(Pattern pattern, String text, Placeholder placeholder) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = null;
    int copied = 0;
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        out = out == null ? new StringBuilder(text.length()) : out;
        out.append(text, copied, matcher.start()).append(placeholder.of(matcher.group()));
        copied = matcher.end();
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }
}
