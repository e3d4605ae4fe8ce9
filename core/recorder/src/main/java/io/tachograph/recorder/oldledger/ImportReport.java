package io.tachograph.recorder.oldledger;

import io.tachograph.format.VerifierKey;
import io.tachograph.store.oldledger.ChainSummary;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param outcome what was done
 * @param file the old ledger, absolute
 * @param sha256 its SHA-256
 * @param logSha256 that of the log or journal beside it, or null
 * @param summary what the old ledger holds, and what its chain says
 * @param ledger the folder of our ledger
 * @param importId the id of its {@code import_started}, or null if nothing was written
 * @param written what this run wrote, or null for nothing
 */
public record ImportReport(
    Outcome outcome,
    Path file,
    String sha256,
    @Nullable String logSha256,
    ChainSummary summary,
    Path ledger,
    @Nullable UUID importId,
    @Nullable Written written) {
  /** What was done. */
  public enum Outcome {
    /** Every row is in our ledger now. */
    IMPORTED,
    /** The rest of an import that had been cut off is in our ledger now. */
    CONTINUED,
    /** Every row was in our ledger before; nothing was written. */
    ALREADY_IMPORTED,
    /** The old ledger's chain is broken; nothing was written. */
    REFUSED
  }

  /**
   * What was written.
   *
   * @param ledgerId our ledger's id
   * @param newKey the key that verifies it, if it was made now; else null
   * @param firstSeq the first event's
   * @param lastSeq the last event's, which is {@code import_completed}
   * @param sealed whether a signed checkpoint covers them
   */
  public record Written(
      UUID ledgerId, @Nullable VerifierKey newKey, long firstSeq, long lastSeq, boolean sealed) {}
}
