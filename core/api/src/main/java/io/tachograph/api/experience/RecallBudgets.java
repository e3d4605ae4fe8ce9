package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a recall may use.
 *
 * @param maxLatencyMs how long it may take, in milliseconds
 * @param maxEmbeddingCalls how many embeddings it may make
 * @param maxTokensPerCandidate how long each of what is found may be
 */
public record RecallBudgets(long maxLatencyMs, long maxEmbeddingCalls, long maxTokensPerCandidate)
    implements JsonForm {
  /** Checks the values. */
  public RecallBudgets {
    Require.count("max_latency_ms", maxLatencyMs);
    Require.count("max_embedding_calls", maxEmbeddingCalls);
    Require.count("max_tokens_per_candidate", maxTokensPerCandidate);
  }

  static RecallBudgets read(JsonObject object) {
    return new RecallBudgets(
        object.count("max_latency_ms"),
        object.count("max_embedding_calls"),
        object.count("max_tokens_per_candidate"));
  }

  @Override
  public Map<String, @Nullable Object> toJson() {
    return new Members()
        .put("max_latency_ms", maxLatencyMs)
        .put("max_embedding_calls", maxEmbeddingCalls)
        .put("max_tokens_per_candidate", maxTokensPerCandidate)
        .toMap();
  }
}
