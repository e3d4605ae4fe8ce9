package io.tachograph.agent.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tachograph.ledger.DurationCounts;
import io.tachograph.ledger.LedgerException;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The metrics of one scrape, each with its name and what it means. A counter's name has no {@code
 * _total} here: the formats put it behind. For one thread.
 */
final class MetricFamilies {
  /** Times below 2^10 ns are in the first bucket, and those from 2^33 ns on in the last. */
  private static final int FIRST_BOUND = 10;

  private static final int LAST_BOUND = 33;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  void info(String name, String help, Labels labels) {
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
            .build());
  }

  void counter(String name, String help, long value) {
    counter(name, help, Map.of(Labels.EMPTY, value));
  }

  void counter(String name, String help, Map<Labels, Long> values) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    values.forEach(
        (labels, value) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value((double) value).build()));
    all.metricSnapshot(counter.build());
  }

  /** A number that only the ledger knows: where that is busy it is left out this time. */
  void gauge(String name, String help, LongSupplier value) {
    long known;
    try {
      known = value.getAsLong();
    } catch (LedgerException e) {
      return;
    }
    gauge(name, help, (double) known);
  }

  void gauge(String name, String help, Instant time) {
    gauge(name, help, time.toEpochMilli() / MILLIS_PER_SECOND);
  }

  private void gauge(String name, String help, double value) {
    all.metricSnapshot(
        GaugeSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
            .build());
  }

  /** Times, in seconds; each bound is twice the one before. */
  void histogram(String name, String help, DurationCounts times) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long count = 0;
    for (int doubling = 0; doubling < DurationCounts.DOUBLINGS; doubling++) {
      count += times.byDoubling().get(doubling);
      if (doubling >= FIRST_BOUND && doubling <= LAST_BOUND) {
        buckets.bucket(Math.scalb(1.0, doubling) / NANOS_PER_SECOND, count);
        count = 0;
      }
    }
    buckets.bucket(Double.POSITIVE_INFINITY, count);
    all.metricSnapshot(
        HistogramSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(
                HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets.build())
                    .sum(times.sumNanos() / NANOS_PER_SECOND)
                    .build())
            .build());
  }

  /** All of them. */
  MetricSnapshots snapshots() {
    return all.build();
  }
}
