package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import io.tachograph.verifier.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/** What the verifier that users have says of a ledger that was hurt. */
final class VerifierJudge {
  private VerifierJudge() {}

  /** Fails unless nothing is wrong with it, as far as it goes. */
  static LedgerReport requireNoFindings(Path folder) throws IOException {
    LedgerReport report =
        LedgerVerifier.verify(
            new LedgerFolder(folder), LedgerVerifier.Expectation.NONE, Progress.NONE);
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdicts().chain().state()).isEqualTo(Verdict.State.OK);
    assertThat(report.verdicts().signatures().state()).isNotEqualTo(Verdict.State.FAILED);
    assertThat(report.verdicts().truncation().state()).isNotEqualTo(Verdict.State.FAILED);
    return report;
  }

  /** Fails unless, moreover, a signed checkpoint covers all of it. */
  static void requireSealed(Path folder) throws IOException {
    LedgerReport report = requireNoFindings(folder);
    assertThat(report.unsealed()).as("unsealed entries").isZero();
    assertThat(report.verdicts().signatures().state()).isEqualTo(Verdict.State.OK);
  }
}
