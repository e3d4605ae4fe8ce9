package io.tachograph.agent.monitoring;

import io.tachograph.ledger.LedgerException;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.RecordingStatistics;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The bean's answers, read when they are asked for. Thread-safe. */
final class RecorderView implements RecorderMXBean {
  private static final long UNKNOWN = -1;

  private final RecordingSession session;
  private final RecordingStatistics statistics;

  RecorderView(RecordingSession session) {
    this.session = session;
    this.statistics = session.statistics();
  }

  @Override
  public String getLedger() {
    return session.folder().toString();
  }

  @Override
  public long getAppended() {
    return statistics.appended();
  }

  @Override
  public long getBytes() {
    return statistics.bytes();
  }

  @Override
  public long getFailed() {
    return statistics.failed();
  }

  @Override
  public long getRedacted() {
    return statistics.redacted();
  }

  @Override
  public long getErrors() {
    return statistics.errors();
  }

  @Override
  public long getAppendNanosP50() {
    return statistics.appendNanos(0.5);
  }

  @Override
  public long getAppendNanosP99() {
    return statistics.appendNanos(0.99);
  }

  @Override
  public long getAppendNanosP999() {
    return statistics.appendNanos(0.999);
  }

  @Override
  public long getAppendNanosMax() {
    return statistics.appendNanos(1);
  }

  @Override
  public long getProjectionLag() {
    return known(statistics::projectionLag);
  }

  @Override
  public long getUnsealed() {
    return known(statistics::unsealed);
  }

  /** The ledger may be busy; who asks from elsewhere could not even read its exception. */
  private static long known(LongSupplier number) {
    try {
      return number.getAsLong();
    } catch (LedgerException e) {
      return UNKNOWN;
    }
  }

  @Override
  public long getLastCheckpointEntries() {
    return statistics.sealed();
  }

  @Override
  public String getLastCheckpointTime() {
    Instant time = statistics.sealedAt();
    return time == null ? "" : time.toString();
  }
}
