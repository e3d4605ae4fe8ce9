package io.tachograph.recorder;

import io.tachograph.ledger.ChronicleLedger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a recording did since it began, for those who watch it while it runs. Each answer is of the
 * moment it is asked for. Thread-safe; nothing is thrown.
 */
public final class RecordingStatistics {
  private final ChronicleLedger ledger;
  private final EntryAppender entries;
  private final Redaction redaction;
  private final Projection projection;
  private final SwallowedErrors errors;

  RecordingStatistics(
      ChronicleLedger ledger,
      EntryAppender entries,
      Redaction redaction,
      Projection projection,
      SwallowedErrors errors) {
    this.ledger = ledger;
    this.entries = entries;
    this.redaction = redaction;
    this.projection = projection;
    this.errors = errors;
  }

  /** How many events were recorded, without those that the ledger writes by itself. */
  public long appended() {
    return entries.statistics().entries();
  }

  /** How many bytes of the ledger those take. */
  public long bytes() {
    return entries.statistics().bytes();
  }

  /** How many events could not be recorded. */
  public long failed() {
    return entries.failed();
  }

  /** How many values, and parts of texts, a placeholder stands for. */
  public long redacted() {
    return redaction.redacted();
  }

  /** How many errors were kept from the host; {@link SwallowedErrors#FILE_NAME} has them. */
  public long errors() {
    return errors.count();
  }

  /**
   * How long recording kept callers, for a share of all events: from when it began to capture an
   * event until that was in the ledger.
   *
   * @param quantile above 0, at most 1
   * @return nanoseconds, at most a fifth too many; 0 where nothing was recorded
   */
  public long appendNanos(double quantile) {
    return entries.statistics().quantile(quantile);
  }

  /** How many entries the store is behind the ledger; 0 where there is nothing for a store. */
  public long projectionLag() {
    return Math.max(0, ledger.head().seq() + 1 - projection.nextSeq());
  }

  /** How many entries no signed checkpoint covers. */
  public long unsealed() {
    return Math.max(0, ledger.head().seq() + 1 - ledger.sealedSize());
  }

  /** How many entries the last signed checkpoint covers. */
  public long sealed() {
    return ledger.sealedSize();
  }

  /** When this process signed its last checkpoint, or null if it has signed none. */
  public @Nullable Instant sealedAt() {
    return ledger.sealedAt();
  }
}
