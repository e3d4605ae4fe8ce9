package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What a model's answer says of itself; null where it does not.
 *
 * @param model which one answered
 * @param tokensIn tokens that it read
 * @param tokensOut tokens that it wrote
 * @param finishReason why it stopped, in the framework's word
 * @param text what it wrote, or null where that is not to be recorded
 */
public record ModelAnswer(
    @Nullable String model,
    @Nullable Long tokensIn,
    @Nullable Long tokensOut,
    @Nullable String finishReason,
    @Nullable String text) {
  /** A text that comes in parts is not collected beyond it. */
  private static final int MAX_CHARS = 1 << 16;

  /** Nothing is known. */
  public static final ModelAnswer UNKNOWN = new ModelAnswer(null, null, null, null, null);

  /** With what a later part says, where it says anything. */
  ModelAnswer with(ModelAnswer later) {
    return new ModelAnswer(
        later.model == null ? model : later.model,
        later.tokensIn == null ? tokensIn : later.tokensIn,
        later.tokensOut == null ? tokensOut : later.tokensOut,
        later.finishReason == null ? finishReason : later.finishReason,
        later.text == null ? text : joined(text, later.text));
  }

  private static String joined(@Nullable String before, String after) {
    if (before == null || before.length() > MAX_CHARS) {
      return before == null ? after : before;
    }
    return before + after;
  }

  /** Reads an answer of one framework; refers to nothing of the host's. Thread-safe. */
  public interface Reading {
    /** Reads what a call of a model returned. */
    ModelAnswer read(Object returned);
  }
}
