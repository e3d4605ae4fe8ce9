package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be recalled, and for what.
 *
 * @param enabled whether anything may
 * @param maxKTotal how many at most
 * @param maxTokensInjection how long what goes into a prompt may be
 * @param minScoreThreshold how well it must fit
 * @param budgets what a recall may use
 * @param allowedUses what it may be for; prompts alone where JSON does not say
 * @param priorWeight how much it counts in planning; 1 where JSON does not say
 */
public record RecallPolicy(
    boolean enabled,
    long maxKTotal,
    long maxTokensInjection,
    double minScoreThreshold,
    RecallBudgets budgets,
    List<RecallPurpose> allowedUses,
    double priorWeight)
    implements PolicySnapshot {
  /** Checks the values. */
  public RecallPolicy {
    Require.count("max_k_total", maxKTotal);
    Require.count("max_tokens_injection", maxTokensInjection);
    Require.finite("min_score_threshold", minScoreThreshold);
    Require.present("budgets", budgets);
    allowedUses = Require.list("allowed_uses", allowedUses);
    Require.finite("prior_weight", priorWeight);
  }

  static RecallPolicy read(JsonObject object) {
    Double priorWeight = object.numberOrNull("prior_weight");
    return new RecallPolicy(
        object.truth("enabled"),
        object.count("max_k_total"),
        object.count("max_tokens_injection"),
        object.number("min_score_threshold"),
        RecallBudgets.read(object.object("budgets")),
        object.valueOrNull("allowed_uses") == null
            ? List.of(RecallPurpose.RUNTIME_AUGMENTATION)
            : object.variants("allowed_uses", RecallPurpose.class),
        priorWeight == null ? 1 : priorWeight);
  }

  @Override
  public Map<String, @Nullable Object> policy() {
    return new Members()
        .put("enabled", enabled)
        .put("max_k_total", maxKTotal)
        .put("max_tokens_injection", maxTokensInjection)
        .put("min_score_threshold", minScoreThreshold)
        .put("budgets", budgets)
        .put("allowed_uses", allowedUses)
        .put("prior_weight", priorWeight)
        .toMap();
  }
}
