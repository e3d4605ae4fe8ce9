package io.tachograph.recorder;

import io.tachograph.ledger.Durability;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import java.nio.file.Path;

/**
 * How a process is recorded.
 *
 * @param dir the folder under which ledgers stand
 * @param service names the ledger's folder in it
 * @param onFailure what happens to calls that cannot be recorded
 * @param limits how much of values is kept
 * @param redaction which values are never recorded
 * @param configDigest SHA-256 of the effective options, for {@code ledger_opened}
 * @param sealing how the ledger is sealed; its listener is not asked, trouble is counted and logged
 * @param roll how long a roll file is written to
 * @param durability what a call has survived when it goes on
 * @param backups when the store is backed up
 */
public record RecordingOptions(
    Path dir,
    String service,
    FailurePolicy onFailure,
    CaptureLimits limits,
    Redaction redaction,
    String configDigest,
    Sealing sealing,
    RollInterval roll,
    Durability durability,
    BackupSchedule backups) {
  /** Without backups of the store. */
  public RecordingOptions(
      Path dir,
      String service,
      FailurePolicy onFailure,
      CaptureLimits limits,
      Redaction redaction,
      String configDigest,
      Sealing sealing,
      RollInterval roll,
      Durability durability) {
    this(
        dir,
        service,
        onFailure,
        limits,
        redaction,
        configDigest,
        sealing,
        roll,
        durability,
        BackupSchedule.OFF);
  }

  /** The same with other backups of the store. */
  public RecordingOptions withBackups(BackupSchedule schedule) {
    return new RecordingOptions(
        dir,
        service,
        onFailure,
        limits,
        redaction,
        configDigest,
        sealing,
        roll,
        durability,
        schedule);
  }
}
