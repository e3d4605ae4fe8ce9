package io.tachograph.agent;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names methods to audit: {@code com.acme.Tools#search}, {@code com.acme.*Tool}. A {@code *} stands
 * for any characters, dots too. Without {@code #} it names the public methods of the class.
 * Immutable.
 */
final class IncludePattern {
  private static final Pattern VALID = Pattern.compile("[^#\\s=]+(#[^#\\s=]+)?");

  private final Pattern classes;
  private final @Nullable Pattern methods;

  private IncludePattern(Pattern classes, @Nullable Pattern methods) {
    this.classes = classes;
    this.methods = methods;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static IncludePattern parse(String text) {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException("not CLASS or CLASS#METHOD: " + text);
    }
    int hash = text.indexOf('#');
    return hash < 0
        ? new IncludePattern(glob(text), null)
        : new IncludePattern(glob(text.substring(0, hash)), glob(text.substring(hash + 1)));
  }

  private static Pattern glob(String text) {
    return Pattern.compile(("\\Q" + text + "\\E").replace("*", "\\E.*\\Q"));
  }

  boolean matchesClass(String className) {
    return classes.matcher(className).matches();
  }

  boolean matchesMethod(String className, String method, boolean isPublic) {
    return matchesClass(className)
        && (methods == null ? isPublic : methods.matcher(method).matches());
  }
}
