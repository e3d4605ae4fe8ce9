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
    @Nullable Object text) {
  /** Nothing is known. */
  public static final ModelAnswer UNKNOWN = new ModelAnswer(null, null, null, null, null);

  /** Reads an answer of one framework; refers to nothing of the host's. Thread-safe. */
  public interface Reading {
    /** Reads what a call of a model returned. */
    ModelAnswer read(Object returned);
  }
}
