package io.tachograph.api.experience;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel may do.
 *
 * @param adapterId the adapter it runs with, or null
 * @param recallEnabled whether it may recall
 * @param recallMaxCandidates how much it may recall
 * @param recallMinScore how well that must fit
 * @param seed the seed, 64 bits without sign, or null
 * @param requiresHuman whether a person must approve
 * @param requiredTruths what must hold
 */
public record KernelPolicy(
    @Nullable String adapterId,
    boolean recallEnabled,
    long recallMaxCandidates,
    double recallMinScore,
    @Nullable Long seed,
    boolean requiresHuman,
    List<String> requiredTruths)
    implements PolicySnapshot {
  /** Checks the values. */
  public KernelPolicy {
    Require.count("recall_max_candidates", recallMaxCandidates);
    Require.finite("recall_min_score", recallMinScore);
    requiredTruths = Require.list("required_truths", requiredTruths);
  }

  static KernelPolicy read(JsonObject object) {
    return new KernelPolicy(
        object.textOrNull("adapter_id"),
        object.truth("recall_enabled"),
        object.count("recall_max_candidates"),
        object.number("recall_min_score"),
        object.unsignedOrNull("seed"),
        object.truth("requires_human"),
        object.texts("required_truths"));
  }

  @Override
  public Map<String, @Nullable Object> policy() {
    return new Members()
        .put("adapter_id", adapterId)
        .put("recall_enabled", recallEnabled)
        .put("recall_max_candidates", recallMaxCandidates)
        .put("recall_min_score", recallMinScore)
        .putUnsigned("seed", seed)
        .put("requires_human", requiresHuman)
        .put("required_truths", requiredTruths)
        .toMap();
  }
}
