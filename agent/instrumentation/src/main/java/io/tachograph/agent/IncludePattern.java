package io.tachograph.agent;

import io.tachograph.recorder.CaptureMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names methods to audit: {@code com.acme.Tools#search}, {@code com.acme.*Tool}. A {@code *} stands
 * for any characters, dots too. Without {@code #} it names the public methods of the class. Behind
 * a colon may stand how much of their values is kept: {@code com.acme.Tools#login:none}. Immutable.
 */
final class IncludePattern {
  private static final Pattern VALID =
      Pattern.compile("([^#\\s=:]+)(?:#([^#\\s=:]+))?(?::(none|names|full))?");

  private final String text;
  private final Pattern classes;
  private final @Nullable Pattern methods;
  private final @Nullable CaptureMode capture;

  private IncludePattern(
      String text, Pattern classes, @Nullable Pattern methods, @Nullable CaptureMode capture) {
    this.text = text;
    this.classes = classes;
    this.methods = methods;
    this.capture = capture;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static IncludePattern parse(String text) {
    Matcher matcher = VALID.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not CLASS or CLASS#METHOD: " + text);
    }
    String methods = matcher.group(2);
    String capture = matcher.group(3);
    return new IncludePattern(
        text,
        glob(matcher.group(1)),
        methods == null ? null : glob(methods),
        capture == null ? null : CaptureMode.valueOf(capture.toUpperCase(Locale.ROOT)));
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

  /** As users wrote it. */
  @Override
  public String toString() {
    return text;
  }

  /** How much it says is kept of values, or null if it does not say. */
  @Nullable CaptureMode capture() {
    return capture;
  }
}
