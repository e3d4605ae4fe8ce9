package io.tachograph.recorder;

import io.tachograph.format.Sha256;
import io.tachograph.ledger.Durability;
import io.tachograph.ledger.RollInterval;
import io.tachograph.ledger.Sealing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a process is recorded.
 *
 * @param dir the folder under which ledgers stand
 * @param service names the ledger's folder in it
 * @param onFailure what happens to calls that cannot be recorded
 * @param limits how much of values is kept
 * @param redaction which values are never recorded
 * @param config the effective options as text, for {@link #configDigest}
 * @param sealing how the ledger is sealed; its listener is not asked, trouble is counted and logged
 * @param roll how long a roll file is written to
 * @param durability what a call has survived when it goes on
 * @param backups when the store is backed up
 * @param legacy the folder whose JSON documents are imported into the store at start, or null
 */
public record RecordingOptions(
    Path dir,
    String service,
    FailurePolicy onFailure,
    CaptureLimits limits,
    Redaction redaction,
    String config,
    Sealing sealing,
    RollInterval roll,
    Durability durability,
    BackupSchedule backups,
    @Nullable Path legacy) {
  /** All defaults. */
  public static RecordingOptions of(Path dir, String service) {
    return builder(dir, service).build();
  }

  /**
   * SHA-256 of the effective options, for {@code ledger_opened}. Not made before somebody asks:
   * hashing loads much of the JDK, which a host's main need not wait for.
   */
  public String configDigest() {
    return Sha256.hex(config.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins with the defaults. */
  public static Builder builder(Path dir, String service) {
    return new Builder(dir, service);
  }

  /** Collects what is not as by default. Not thread-safe. */
  public static final class Builder {
    private final Path dir;
    private final String service;
    private FailurePolicy onFailure = FailurePolicy.OPEN;
    private CaptureLimits limits = CaptureLimits.DEFAULT;
    private Redaction redaction = new Redaction(Redaction.DEFAULT_WORDS);
    private String config = "";
    private Sealing sealing = Sealing.DEFAULT;
    private RollInterval roll = RollInterval.DAILY;
    private Durability durability = Durability.PROCESS;
    private BackupSchedule backups = BackupSchedule.OFF;
    private @Nullable Path legacy;

    private Builder(Path dir, String service) {
      this.dir = dir;
      this.service = service;
    }

    public Builder onFailure(FailurePolicy policy) {
      onFailure = policy;
      return this;
    }

    public Builder limits(CaptureLimits bounds) {
      limits = bounds;
      return this;
    }

    public Builder redaction(Redaction words) {
      redaction = words;
      return this;
    }

    public Builder config(String text) {
      config = text;
      return this;
    }

    public Builder sealing(Sealing how) {
      sealing = how;
      return this;
    }

    public Builder roll(RollInterval interval) {
      roll = interval;
      return this;
    }

    public Builder durability(Durability what) {
      durability = what;
      return this;
    }

    public Builder backups(BackupSchedule schedule) {
      backups = schedule;
      return this;
    }

    public Builder legacy(@Nullable Path folder) {
      legacy = folder;
      return this;
    }

    /** The options. */
    public RecordingOptions build() {
      return new RecordingOptions(
          dir,
          service,
          onFailure,
          limits,
          redaction,
          config,
          sealing,
          roll,
          durability,
          backups,
          legacy);
    }
  }
}
