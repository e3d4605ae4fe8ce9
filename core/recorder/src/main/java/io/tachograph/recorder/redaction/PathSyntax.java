package io.tachograph.recorder.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a path such as {@code payload.card.number} or {@code $.result.items[*]['full name']}.
 *
 * <pre>
 * path   = [ "$." ] first { step }
 * first  = name
 * step   = "." name | ".*" | "[" index "]" | "[*]" | "['" any text "']"
 * name   = letters, digits, "_", "-", "$"
 * index  = a whole number up to 999999
 * </pre>
 */
final class PathSyntax {
  static final int MAX_STEPS = 32;
  private static final int MAX_INDEX_DIGITS = 6;

  private final String text;
  private final List<PathStep> steps = new ArrayList<>();
  private int at;

  private PathSyntax(String text) {
    this.text = text;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying what is wrong and where
   */
  static List<PathStep> parse(String text) {
    PathSyntax syntax = new PathSyntax(text);
    syntax.at = text.startsWith("$.") ? 2 : 0;
    syntax.steps.add(PathStep.member(syntax.name()));
    while (syntax.at < text.length()) {
      syntax.steps.add(syntax.step());
      if (syntax.steps.size() > MAX_STEPS) {
        throw syntax.wrong("more than " + MAX_STEPS + " steps");
      }
    }
    return syntax.steps;
  }

  private PathStep step() {
    char c = text.charAt(at++);
    if (c == '.') {
      if (text.startsWith("*", at)) {
        at++;
        return PathStep.EVERY_MEMBER;
      }
      return PathStep.member(name());
    }
    if (c != '[') {
      at--;
      throw wrong("a dot or a bracket is missing");
    }
    PathStep step = text.startsWith("'", at) ? quoted() : element();
    if (!text.startsWith("]", at)) {
      throw wrong("] is missing");
    }
    at++;
    return step;
  }

  private PathStep quoted() {
    int close = text.indexOf('\'', at + 1);
    if (close < 0) {
      throw wrong("the closing ' is missing");
    }
    String name = text.substring(at + 1, close);
    at = close + 1;
    return PathStep.member(name);
  }

  private PathStep element() {
    if (text.startsWith("*", at)) {
      at++;
      return PathStep.EVERY_ELEMENT;
    }
    int end = Chars.DIGITS.end(text, at);
    if (end == at || end - at > MAX_INDEX_DIGITS) {
      throw wrong("an index, * or a name in '' is missing");
    }
    int index = Integer.parseInt(text.substring(at, end));
    at = end;
    return PathStep.element(index);
  }

  private String name() {
    int end = at;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw wrong(
          text.startsWith(".", at)
              ? "of any depth is not known: redact by name"
              : "a name is missing");
    }
    String name = text.substring(at, end);
    at = end;
    return name;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$';
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at character " + (at + 1) + " of " + text);
  }
}
