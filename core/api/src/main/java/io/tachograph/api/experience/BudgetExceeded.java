package io.tachograph.api.experience;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chain went beyond a budget.
 *
 * @param chainId the chain, or run, that it belongs to
 * @param resource what ran out
 * @param limit the budget, with its unit
 * @param observed what was used, or null
 */
public record BudgetExceeded(
    String chainId, Variant resource, String limit, @Nullable String observed)
    implements ExperienceEvent {
  /** Checks the values. */
  public BudgetExceeded {
    Require.text("chain_id", chainId);
    Require.present("resource", resource);
    Require.amount("limit", limit);
    if (observed != null) {
      Require.amount("observed", observed);
    }
  }

  static BudgetExceeded read(JsonObject data) {
    return new BudgetExceeded(
        data.text("chain_id"),
        Variant.read(data.valueOrNull("resource"), data.at("resource")),
        data.amount("limit"),
        data.amountOrNull("observed"));
  }

  @Override
  public String kind() {
    return ExperienceEventKind.BUDGET_EXCEEDED.wireName();
  }

  @Override
  public Map<String, @Nullable Object> data() {
    return new Members()
        .put("chain_id", chainId)
        .put("resource", resource)
        .put("limit", limit)
        .put("observed", observed)
        .toMap();
  }
}
