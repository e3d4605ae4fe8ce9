package io.tachograph.agent.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tachograph.ledger.DurationCounts;
import io.tachograph.recorder.EventKind;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.RecordingStatistics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a recording counts anyway, under the names that Prometheus knows it by: read when it is
 * asked for, so that counting costs nothing more. Thread-safe.
 */
final class RecorderMetrics implements MultiCollector {
  private final RecordingSession session;
  private final RecordingStatistics statistics;
  private final String version;

  RecorderMetrics(RecordingSession session, String version) {
    this.session = session;
    this.statistics = session.statistics();
    this.version = version;
  }

  @Override
  public MetricSnapshots collect() {
    MetricFamilies families = new MetricFamilies();
    families.info(
        "ledger_recorder",
        "Which ledger is written, where, and by which version of the agent",
        Labels.of(
            "ledger", session.ledgerId().toString(),
            "path", session.folder().toString(),
            "version", version));
    appends(families);
    checkpoints(families);
    trouble(families);
    families.gauge(
        "ledger_projection_lag_entries",
        "Entries that the store is behind the ledger",
        statistics::projectionLag);
    families.gauge(
        "ledger_disk_free_bytes",
        "What can still be written to the ledger's disk",
        statistics::freeBytes);
    families.gauge(
        "ledger_disk_size_bytes", "The size of the ledger's disk", statistics::diskBytes);
    return families.snapshots();
  }

  private void appends(MetricFamilies families) {
    Map<Labels, Long> byKind = new HashMap<>();
    for (EventKind kind : EventKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      byKind.put(Labels.of("kind", name, "status", "ok"), statistics.appended(kind));
      byKind.put(Labels.of("kind", name, "status", "failed"), statistics.failed(kind));
    }
    families.counter("ledger_appends", "Events that were appended, and that could not be", byKind);
    families.counter(
        "ledger_appended_bytes",
        "Bytes of the ledger that the appended events take",
        statistics.bytes());
    families.histogram(
        "ledger_append_duration_seconds",
        "How long recording an event kept its caller",
        statistics.appendTimes());
    families.gauge(
        "ledger_chain_length", "Entries of the ledger since it was made", statistics::length);
  }

  private void checkpoints(MetricFamilies families) {
    DurationCounts times = statistics.checkpointTimes();
    families.counter("ledger_checkpoints", "Checkpoints that were signed", times.count());
    families.histogram(
        "ledger_checkpoint_latency_seconds",
        "How long a checkpoint took to be signed and written",
        times);
    families.gauge(
        "ledger_sealed_length", "Entries that the newest checkpoint covers", statistics::sealed);
    families.gauge(
        "ledger_unsealed_entries", "Entries that no checkpoint covers", statistics::unsealed);
    Instant last = statistics.sealedAt();
    if (last != null) {
      families.gauge(
          "ledger_last_checkpoint_timestamp_seconds",
          "When the newest checkpoint was signed, in seconds since 1970",
          last);
    }
  }

  private void trouble(MetricFamilies families) {
    families.counter(
        "ledger_unrecorded",
        "Events that could not be recorded; the ledger has them as gaps",
        statistics.failed());
    families.counter(
        "ledger_continuity_breaks",
        "Times that a ledger was found not to be what was written",
        statistics.continuityBreaks());
    families.counter(
        "ledger_errors",
        "Errors of the agent that were kept from the host; agent.log has them",
        statistics.errors());
    families.counter(
        "ledger_redactions",
        "Values, and parts of texts, that a placeholder stands for",
        statistics.redacted());
  }
}
