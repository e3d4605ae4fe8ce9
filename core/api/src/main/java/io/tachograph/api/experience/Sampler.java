package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How tokens were drawn.
 *
 * @param temperature the temperature
 * @param topP the probability mass drawn from
 * @param topK from how many tokens at most, or null
 */
public record Sampler(double temperature, double topP, @Nullable Long topK) implements JsonForm {
  /** Checks the values. */
  public Sampler {
    Require.finite("temperature", temperature);
    Require.finite("top_p", topP);
    Require.countOrNull("top_k", topK);
  }

  static Sampler read(JsonObject object) {
    return new Sampler(
        object.number("temperature"), object.number("top_p"), object.countOrNull("top_k"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("temperature", temperature)
        .put("top_p", topP)
        .put("top_k", topK)
        .toMap();
  }
}
