package io.tachograph.verifier;

import io.tachograph.format.Hash;
import io.tachograph.format.SignedNote;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verification says of one ledger.
 *
 * @param ledger its folder, or where else it stands
 * @param ledgerId what its first entry says, or null
 * @param origin what its first entry says, or null
 * @param entries how many entries stand in its files
 * @param sealed the size of the last checkpoint that is signed and has the entries' root, or 0
 * @param sealedBy that checkpoint, or null
 * @param unsealed how many entries stand above it
 * @param checkpoints how many checkpoints were judged
 * @param unfinished how many calls have a start and no end; no finding
 * @param unfinishedCalls those calls
 * @param bytes how many bytes were read
 * @param duration how long it took
 * @param findingCount how many findings there are
 * @param findings the first of them, at most 10,000
 * @param incompleteTail where a writer left an excerpt incomplete, or null; no finding
 * @param headHash the last entry's hash
 * @param verdicts the answers to an auditor's questions
 * @param notes what is worth knowing and no finding
 * @param digests the files that were read, if that was asked for
 */
public record LedgerReport(
    String ledger,
    @Nullable String ledgerId,
    @Nullable String origin,
    long entries,
    long sealed,
    @Nullable SignedNote sealedBy,
    long unsealed,
    long checkpoints,
    long unfinished,
    List<UnfinishedCall> unfinishedCalls,
    long bytes,
    Duration duration,
    long findingCount,
    List<Finding> findings,
    @Nullable IncompleteTail incompleteTail,
    Hash headHash,
    Verdicts verdicts,
    List<String> notes,
    List<FileHash> digests) {
  /**
   * An excerpt that was never part of the ledger, since its writer did not complete it.
   *
   * @param file the roll file's name
   * @param offset where in it, in bytes
   */
  public record IncompleteTail(String file, long offset) {}

  /** Whether nothing was found. */
  public boolean intact() {
    return findingCount == 0;
  }
}
