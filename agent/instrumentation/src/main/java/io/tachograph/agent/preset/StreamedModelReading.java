package io.tachograph.agent.preset;

import io.tachograph.agent.CallbackReading;
import io.tachograph.agent.completion.Callback;
import io.tachograph.recorder.ModelRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads calls of models that answer to a callback.
 *
 * @param model reads what is asked, and the whole answer
 * @param callback what is given the answer
 */
record StreamedModelReading(ModelReading model, Callback callback) implements CallbackReading {
  @Override
  public @Nullable ModelRequest request(
      @Nullable Object self, Object[] arguments, boolean prompts) {
    return model.request(self, arguments, prompts);
  }
}
