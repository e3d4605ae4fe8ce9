package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.health.LedgerHealth;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A ledger's health as JSON. */
final class HealthTree {
  private static final double MILLIS_PER_SECOND = 1e3;

  private HealthTree() {}

  static ObjectNode of(LedgerHealth health, List<String> problems, Instant now) {
    ObjectNode tree = Json.object();
    tree.put("ledger", health.folder().toString());
    tree.put("healthy", problems.isEmpty());
    problems.forEach(tree.putArray("problems")::add);
    tree.put("ledger_id", health.ledgerId());
    tree.put("writer", health.writer().name().toLowerCase(Locale.ROOT));
    tree.put("entries", health.tail().length());
    Entry last = health.tail().last();
    if (last != null) {
      ObjectNode entry = tree.putObject("last_entry");
      entry.put("seq", last.seq()).put("type", last.type()).put("time", last.time().toString());
      entry.put("age_seconds", age(last.time(), now));
    }
    tree.put("sealed", health.tail().sealed());
    tree.put("unsealed", HealthLimits.unsealed(health));
    Instant checkpointed = health.checkpointed();
    if (checkpointed != null) {
      tree.put("checkpoint_age_seconds", age(checkpointed, now));
    }
    tree.put("looked_at", health.tail().looked());
    tree.put("unrecorded", health.unrecorded());
    tree.put("free_bytes", health.freeBytes());
    tree.put("store_lag", health.lag());
    tree.put("log_errors", health.log().errors());
    tree.put("log_last_error", health.log().last());
    return tree;
  }

  private static double age(Instant time, Instant now) {
    return Duration.between(time, now).toMillis() / MILLIS_PER_SECOND;
  }
}
