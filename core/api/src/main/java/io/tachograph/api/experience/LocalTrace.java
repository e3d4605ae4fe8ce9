package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an answer of a model of our own came about. It can be replayed.
 *
 * @param baseModelHash the hash of the model
 * @param adapter the adapter, or null
 * @param tokenizerHash the hash of the tokenizer
 * @param seed the seed, 64 bits without sign
 * @param sampler how tokens were drawn
 * @param promptVersion the version of the prompt
 * @param recall what was recalled into the prompt, or null
 * @param weightsMutated whether the weights changed meanwhile
 * @param executionEnv what it ran on
 */
public record LocalTrace(
    String baseModelHash,
    @Nullable AdapterTrace adapter,
    String tokenizerHash,
    long seed,
    Sampler sampler,
    String promptVersion,
    @Nullable RecallTrace recall,
    boolean weightsMutated,
    ExecutionEnvironment executionEnv)
    implements ReplayTrace {
  /** Checks the values. */
  public LocalTrace {
    Require.present("base_model_hash", baseModelHash);
    Require.present("tokenizer_hash", tokenizerHash);
    Require.present("sampler", sampler);
    Require.present("prompt_version", promptVersion);
    Require.present("execution_env", executionEnv);
  }

  static LocalTrace read(JsonObject object) {
    return new LocalTrace(
        object.text("base_model_hash"),
        object.objectOrNull("adapter", AdapterTrace::read),
        object.text("tokenizer_hash"),
        object.unsigned("seed"),
        Sampler.read(object.object("sampler")),
        object.text("prompt_version"),
        object.objectOrNull("recall", RecallTrace::read),
        object.truth("weights_mutated"),
        ExecutionEnvironment.read(object.object("execution_env")));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("type", "Local")
        .put("base_model_hash", baseModelHash)
        .put("adapter", adapter)
        .put("tokenizer_hash", tokenizerHash)
        .putUnsigned("seed", seed)
        .put("sampler", sampler)
        .put("prompt_version", promptVersion)
        .put("recall", recall)
        .put("weights_mutated", weightsMutated)
        .put("execution_env", executionEnv)
        .toMap();
  }

  /** The same model, seed and prompt give the same answer. */
  @Override
  public Replayability replayability() {
    return Replayability.DETERMINISTIC;
  }
}
