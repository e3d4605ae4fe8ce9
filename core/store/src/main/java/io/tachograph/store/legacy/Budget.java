package io.tachograph.store.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mission's budget.
 *
 * @param maxCostUsd in US dollars, or null for none
 * @param currentCostUsd what it has cost by now, 0 or above
 * @param alertThreshold the share from which to warn, 0 to 1
 * @param costBreakdown what the cost is made of, or null
 */
record Budget(
    @Nullable Double maxCostUsd,
    double currentCostUsd,
    double alertThreshold,
    @Nullable JsonNode costBreakdown) {
  private static final double DEFAULT_ALERT_THRESHOLD = 0.80;
  private static final String MAX = "max_cost_usd";
  private static final String CURRENT = "current_cost_usd";
  private static final String ALERT = "alert_threshold";
  private static final String BREAKDOWN = "cost_breakdown";

  /** The keys of it. */
  static final List<String> KEYS = List.of(MAX, CURRENT, ALERT, BREAKDOWN);

  /** What a mission has that was told of none. */
  static final Budget NONE = new Budget(null, 0, DEFAULT_ALERT_THRESHOLD, null);

  static Budget read(Field budget) {
    String dollars = "a number of US dollars, 0 or above";
    Double current = budget.at(CURRENT).amountOrNull(Double.MAX_VALUE, dollars);
    Double alert = budget.at(ALERT).amountOrNull(1, "a share, 0 to 1");
    Field breakdown = budget.object(BREAKDOWN);
    return new Budget(
        budget.at(MAX).amountOrNull(Double.MAX_VALUE, dollars),
        current == null ? NONE.currentCostUsd : current,
        alert == null ? NONE.alertThreshold : alert,
        breakdown.isPresent() ? breakdown.present() : null);
  }

  /** As the store's columns have it. */
  static Budget of(
      @Nullable Double max,
      @Nullable Double current,
      @Nullable Double alert,
      @Nullable JsonNode breakdown) {
    return new Budget(
        max,
        current == null ? NONE.currentCostUsd : current,
        alert == null ? NONE.alertThreshold : alert,
        breakdown);
  }

  /** Writes all of it over what stands there. */
  void writeTo(ObjectNode budget) {
    budget.remove(KEYS);
    if (maxCostUsd != null) {
      budget.put(MAX, maxCostUsd);
    }
    budget.put(CURRENT, currentCostUsd);
    budget.put(ALERT, alertThreshold);
    if (costBreakdown != null) {
      budget.set(BREAKDOWN, costBreakdown);
    }
  }
}
