package io.tachograph.ship.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.ship.ShipListener;
import io.tachograph.ship.ShippedLedger;
import io.tachograph.ship.SinkException;
import io.tachograph.ship.Verified;
import java.util.concurrent.TimeUnit;

/** Counts what shipping comes to. Thread-safe. */
public final class ShipMetrics implements ShipListener {
  private static final String ENTRIES = "entries";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String[] OF_A_LEDGER = {"ledger", "producer"};
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** From a millisecond to half a minute, each bound twice the one before. */
  private static final double FIRST_BOUND_SECONDS = 0.001;

  private static final int BOUNDS = 16;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram latency =
      Histogram.builder()
          .name("ledger_persist_latency_seconds")
          .help("How long the far side took for a batch.")
          .labelNames("operation")
          .classicOnly()
          .classicExponentialUpperBounds(FIRST_BOUND_SECONDS, 2, BOUNDS)
          .register(registry);
  private final Counter records =
      Counter.builder()
          .name("ledger_persisted_records")
          .help("Entries that the far side took.")
          .register(registry);
  private final Counter errors =
      Counter.builder()
          .name("ledger_persist_errors")
          .help("Batches that the far side refused, or did not answer.")
          .register(registry);
  private final Gauge lag =
      Gauge.builder()
          .name("ledger_persist_lag_records")
          .help("Sealed entries that are not at the far side yet.")
          .labelNames(OF_A_LEDGER)
          .register(registry);
  private final Gauge up =
      Gauge.builder()
          .name("ledger_backend_up")
          .help("1 if the far side answers, else 0.")
          .register(registry);
  private final Counter breaks =
      Counter.builder()
          .name("ledger_continuity_breaks")
          .help("Times that a ledger's entries did not follow one another, or those there.")
          .labelNames(OF_A_LEDGER)
          .register(registry);
  private final Counter verifications =
      Counter.builder()
          .name("ledger_verify_requests")
          .help("Verifications of a ledger at the far side, by what they found.")
          .labelNames("result")
          .register(registry);

  /** Of nothing yet: an alert must see the first of each, so that they begin at 0. */
  public ShipMetrics() {
    latency.initLabelValues(ENTRIES);
    latency.initLabelValues(CHECKPOINTS);
    for (Verified result : Verified.values()) {
      verifications.initLabelValues(result.text());
    }
  }

  PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public void entriesPersisted(ShippedLedger ledger, int count, long nanos) {
    latency.labelValues(ENTRIES).observe(nanos / NANOS_PER_SECOND);
    records.inc(count);
  }

  @Override
  public void checkpointsPersisted(ShippedLedger ledger, int count, long nanos) {
    latency.labelValues(CHECKPOINTS).observe(nanos / NANOS_PER_SECOND);
  }

  @Override
  public void persistFailed(ShippedLedger ledger, SinkException error) {
    errors.inc();
  }

  @Override
  public void backend(boolean answers) {
    up.set(answers ? 1 : 0);
  }

  @Override
  public void lag(ShippedLedger ledger, long entries) {
    lag.labelValues(labels(ledger)).set((double) entries);
  }

  @Override
  public void continuityBroken(ShippedLedger ledger, String detail) {
    breaks.labelValues(labels(ledger)).inc();
  }

  @Override
  public void ledgerGone(ShippedLedger ledger) {
    lag.remove(labels(ledger));
  }

  @Override
  public void verified(ShippedLedger ledger, Verified result) {
    verifications.labelValues(result.text()).inc();
  }

  private static String[] labels(ShippedLedger ledger) {
    return new String[] {ledger.id().toString(), ledger.producer()};
  }
}
