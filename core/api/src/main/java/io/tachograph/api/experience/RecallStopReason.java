package io.tachograph.api.experience;

/** Why a recall stopped. */
public enum RecallStopReason {
  /** It found as many as were asked for. */
  REACHED_TOP_K,
  /** Its budget was used up. */
  BUDGET_EXHAUSTED,
  /** The rest does not fit well enough. */
  BELOW_THRESHOLD,
  /** What it found is as long as it may be. */
  TOKEN_LIMIT_REACHED,
  /** It took too long. */
  LATENCY_EXCEEDED,
  /** The embedder gives other vectors for the same text. */
  EMBEDDER_NOT_DETERMINISTIC,
  /** It was not told whose entries to look at. */
  TENANT_SCOPE_MISSING
}
