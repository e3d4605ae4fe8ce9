package io.tachograph.recorder;

import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.DurationCounts;
import java.io.File;
import java.time.Instant;
import java.util.Arrays;
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
  private final int leftAlone;

  /**
   * Of a session.
   *
   * @param leftAlone how many ledgers were not intact when it wanted to write to them
   */
  RecordingStatistics(
      ChronicleLedger ledger,
      EntryAppender entries,
      Redaction redaction,
      Projection projection,
      SwallowedErrors errors,
      int leftAlone) {
    this.ledger = ledger;
    this.entries = entries;
    this.redaction = redaction;
    this.projection = projection;
    this.errors = errors;
    this.leftAlone = leftAlone;
  }

  /** How many events were recorded, without those that the ledger writes by itself. */
  public long appended() {
    return entries.statistics().entries();
  }

  /** How many of those were of a kind. */
  public long appended(EventKind kind) {
    return entries.statistics().entries(kind);
  }

  /** How many bytes of the ledger those take. */
  public long bytes() {
    return entries.statistics().bytes();
  }

  /** How many events could not be recorded. */
  public long failed() {
    return Arrays.stream(EventKind.values()).mapToLong(entries::failed).sum();
  }

  /** How many of those were of a kind. */
  public long failed(EventKind kind) {
    return entries.failed(kind);
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

  /** How long recording kept callers, each time; the sum is right to within an eighth. */
  public DurationCounts appendTimes() {
    return entries.statistics().durations();
  }

  /** How many entries the ledger has had, those of earlier processes and dropped ones included. */
  public long length() {
    return ledger.head().seq() + 1;
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

  /** How long the checkpoints of this process took to be signed and written. */
  public DurationCounts checkpointTimes() {
    return ledger.checkpointTimes();
  }

  /**
   * How often this process found that a ledger is not what was written: that of its own, or one
   * that it left alone for that.
   */
  public int continuityBreaks() {
    return leftAlone + ledger.continuityBreaks();
  }

  /**
   * How many bytes this process may still write to the disk that the ledger is on; 0 if unknown.
   */
  public long freeBytes() {
    return disk().getUsableSpace();
  }

  /** How many bytes that disk has; 0 if unknown. */
  public long diskBytes() {
    return disk().getTotalSpace();
  }

  /** Of this class, since it asks the system for these numbers alone, and throws nothing. */
  private File disk() {
    return ledger.folder().toFile();
  }

  /** When this process signed its last checkpoint, or null if it has signed none. */
  public @Nullable Instant sealedAt() {
    return ledger.sealedAt();
  }
}
