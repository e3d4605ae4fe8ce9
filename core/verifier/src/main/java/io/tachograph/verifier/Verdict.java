package io.tachograph.verifier;

import java.util.Locale;

/**
 * What verification says of one question.
 *
 * @param state yes, no, or that it cannot be known from what is at hand
 * @param reason why, in words
 */
public record Verdict(State state, String reason) {
  /** How it stands. */
  public enum State {
    /** It is in order. */
    OK,
    /** It is not. */
    FAILED,
    /** It cannot be known; the reason says what would make it known. */
    UNKNOWN;

    /** The name as reports write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Verdict ok(String reason) {
    return new Verdict(State.OK, reason);
  }

  static Verdict failed(String reason) {
    return new Verdict(State.FAILED, reason);
  }

  static Verdict unknown(String reason) {
    return new Verdict(State.UNKNOWN, reason);
  }

  @Override
  public String toString() {
    return state.text() + ": " + reason;
  }
}
