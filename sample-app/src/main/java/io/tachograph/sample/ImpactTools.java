package io.tachograph.sample;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out what an incident did to customers, with the tools that the model has too. */
final class ImpactTools {
  private final OrderTools orders;

  ImpactTools(OrderTools orders) {
    this.orders = orders;
  }

  /**
   * What the provider took for orders that failed.
   *
   * @param failedOrders how many orders failed in the window
   * @param chargedOrders how many of them were charged all the same
   * @param chargedTwice the ids of those charged more than once
   * @param takenCents what was taken for them in all, in cents of EUR
   */
  record Impact(int failedOrders, int chargedOrders, List<String> chargedTwice, long takenCents) {}

  @Tool("Compares failed orders with what the provider charged for them, in a window of time")
  Impact assessImpact(
      @P("from, ISO 8601 UTC, inclusive") String from, @P("to, ISO 8601 UTC, inclusive") String to)
      throws SQLException {
    // Parsed and printed again: nothing but a time of ours ends up in the SQL.
    String failed =
        "o.status = 'PAYMENT_FAILED' AND o.placed_at BETWEEN '%s' AND '%s'"
            .formatted(Instant.parse(from), Instant.parse(to));
    List<Map<String, @Nullable Object>> counts =
        orders.queryOrders(
            "SELECT o.id, count(c.provider_ref) AS charges FROM orders o"
                + " LEFT JOIN charges c ON c.order_id = o.id WHERE "
                + failed
                + " GROUP BY o.id ORDER BY o.id");
    List<Map<String, @Nullable Object>> sums =
        orders.queryOrders(
            "SELECT coalesce(sum(c.amount_cents), 0) AS taken FROM charges c"
                + " JOIN orders o ON o.id = c.order_id WHERE "
                + failed);

    int charged = 0;
    List<String> twice = new ArrayList<>();
    for (Map<String, @Nullable Object> row : counts) {
      long charges = number(row, "charges");
      if (charges > 0) {
        charged++;
      }
      if (charges > 1) {
        twice.add(String.valueOf(row.get("id")));
      }
    }
    return new Impact(counts.size(), charged, List.copyOf(twice), number(sums.get(0), "taken"));
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    if (row.get(column) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException("column is no number: column=" + column + " row=" + row);
  }
}
