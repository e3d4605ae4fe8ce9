package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a call of a model when it begins.
 *
 * @param provider who runs the model, or null
 * @param model which one is asked for, or null for the provider's own choice
 * @param prompt what it is asked, of the JDK's types, or null where that is not to be recorded
 * @param answer reads what it answered
 */
public record ModelRequest(
    @Nullable String provider,
    @Nullable String model,
    @Nullable Object prompt,
    ModelAnswer.Reading answer) {
  /** Of a call of which nothing could be read. */
  public static final ModelRequest UNKNOWN =
      new ModelRequest(null, null, null, returned -> ModelAnswer.UNKNOWN);
}
