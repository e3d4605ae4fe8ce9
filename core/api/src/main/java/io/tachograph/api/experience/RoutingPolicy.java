package io.tachograph.api.experience;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which backend gets what.
 *
 * @param truthPreferences the backend that is preferred, by truth
 * @param riskTierBackends the backends that may be used, by risk
 * @param dataClassificationBackends the backends that may be used, by who may see the data
 * @param defaultBackend the backend otherwise
 */
public record RoutingPolicy(
    Map<String, String> truthPreferences,
    Map<RiskTier, List<String>> riskTierBackends,
    Map<DataClassification, List<String>> dataClassificationBackends,
    String defaultBackend)
    implements PolicySnapshot {
  /** Checks the values. */
  public RoutingPolicy {
    truthPreferences = Require.map("truth_preferences", truthPreferences);
    riskTierBackends = copy("risk_tier_backends", riskTierBackends);
    dataClassificationBackends = copy("data_classification_backends", dataClassificationBackends);
    Require.present("default_backend", defaultBackend);
  }

  private static <K> Map<K, List<String>> copy(String name, @Nullable Map<K, List<String>> lists) {
    Map<K, List<String>> copy = new LinkedHashMap<>();
    Require.present(name, lists).forEach((key, list) -> copy.put(key, Require.list(name, list)));
    return Require.map(name, copy);
  }

  static RoutingPolicy read(JsonObject object) {
    return new RoutingPolicy(
        object.textByText("truth_preferences"),
        object.textsByVariant("risk_tier_backends", RiskTier.class),
        object.textsByVariant("data_classification_backends", DataClassification.class),
        object.text("default_backend"));
  }

  @Override
  public Map<String, @Nullable Object> policy() {
    return new Members()
        .put("truth_preferences", truthPreferences)
        .put("risk_tier_backends", riskTierBackends)
        .put("data_classification_backends", dataClassificationBackends)
        .put("default_backend", defaultBackend)
        .toMap();
  }
}
