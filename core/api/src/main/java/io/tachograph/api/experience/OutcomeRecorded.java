package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain came to its end.
 *
 * @param chainId the chain, or run, that it belongs to
 * @param step the step of the chain
 * @param passed whether it passed
 * @param stopReason why it stopped, or null
 * @param latencyMs how long it took, in milliseconds, or null
 * @param tokens how many tokens it took, or null
 * @param costMicrodollars what it cost, in millionths of a dollar, or null
 * @param backend what ran it, or null
 */
public record OutcomeRecorded(
    String chainId,
    DecisionStep step,
    boolean passed,
    @Nullable Variant stopReason,
    @Nullable Long latencyMs,
    @Nullable Long tokens,
    @Nullable Long costMicrodollars,
    @Nullable String backend)
    implements ExperienceEvent {
  /** Checks the values. */
  public OutcomeRecorded {
    Require.text("chain_id", chainId);
    Require.present("step", step);
    Require.countOrNull("latency_ms", latencyMs);
    Require.countOrNull("tokens", tokens);
    Require.countOrNull("cost_microdollars", costMicrodollars);
  }

  static OutcomeRecorded read(JsonObject data) {
    return new OutcomeRecorded(
        data.text("chain_id"),
        data.variant("step", DecisionStep.class),
        data.truth("passed"),
        data.valueOrNull("stop_reason") == null
            ? null
            : Variant.read(data.valueOrNull("stop_reason"), data.at("stop_reason")),
        data.countOrNull("latency_ms"),
        data.countOrNull("tokens"),
        data.countOrNull("cost_microdollars"),
        data.textOrNull("backend"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.OUTCOME_RECORDED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("chain_id", chainId)
        .put("step", step)
        .put("passed", passed)
        .put("stop_reason", stopReason)
        .put("latency_ms", latencyMs)
        .put("tokens", tokens)
        .put("cost_microdollars", costMicrodollars)
        .put("backend", backend)
        .toMap();
  }
}
