package io.tachograph.verifier;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The five questions that an auditor asks, each with its answer.
 *
 * @param chain whether the entries that are there are unchanged, in order and whole
 * @param signatures whether signed checkpoints say the same
 * @param truncation whether the end is there
 * @param completeness whether everything that happened was recorded
 * @param coverage whether everything was instrumented that should have been
 */
public record Verdicts(
    Verdict chain, Verdict signatures, Verdict truncation, Verdict completeness, Verdict coverage) {
  /** By name, in order. */
  public Map<String, Verdict> byName() {
    Map<String, Verdict> all = new LinkedHashMap<>();
    all.put("chain", chain);
    all.put("signatures", signatures);
    all.put("truncation", truncation);
    all.put("completeness", completeness);
    all.put("coverage", coverage);
    return all;
  }

  static Verdicts of(Findings findings, SealCheck seals, KeyChain keys, Notices notices) {
    return new Verdicts(
        chain(findings),
        signatures(findings, seals, keys),
        truncation(findings, seals),
        completeness(notices),
        coverage(notices));
  }

  private static Verdict chain(Findings findings) {
    long broken =
        findings.count(FindingKind.HASH_MISMATCH)
            + findings.count(FindingKind.LINK_MISMATCH)
            + findings.count(FindingKind.SEQUENCE_GAP)
            + findings.count(FindingKind.MISSING_FILE)
            + findings.malformedInFiles();
    return broken == 0
        ? Verdict.ok("every entry that is there has its hash and links to the one before")
        : Verdict.failed(broken + " findings in the roll files");
  }

  private static Verdict signatures(Findings findings, SealCheck seals, KeyChain keys) {
    long wrongLedger = findings.count(FindingKind.WRONG_LEDGER);
    if (wrongLedger > 0) {
      return Verdict.failed("the ledger is not the one that is expected");
    } else if (seals.wrong() > 0
        || findings.count(FindingKind.BAD_SIGNATURE) + findings.count(FindingKind.ROOT_MISMATCH)
            > 0) {
      return Verdict.failed(
          seals.wrong() + " of the checkpoints, or of the keys that sign them, do not hold");
    } else if (seals.checkpoints() == 0 && !seals.keptHolds()) {
      return Verdict.unknown(
          keys.isKnown()
              ? "the ledger names a key, and there is no checkpoint by it"
              : "never sealed: there is no signed checkpoint");
    } else if (seals.sealed() == 0 && !seals.keptHolds()) {
      return Verdict.unknown("no checkpoint can be compared with the entries that are left");
    }
    return Verdict.ok(
        seals.checkpoints()
            + " checkpoints up to size "
            + seals.sealed()
            + " are signed by the ledger's keys and have the entries' roots");
  }

  private static Verdict truncation(Findings findings, SealCheck seals) {
    if (findings.count(FindingKind.TRUNCATED) + findings.count(FindingKind.MISSING_FILE) > 0) {
      return Verdict.failed("entries are gone that the files or a checkpoint say were there");
    } else if (seals.keptHolds()) {
      return Verdict.ok("all entries are there that the checkpoint kept elsewhere covers");
    }
    return Verdict.unknown(
        seals.sealed() > 0
            ? "entries behind the last checkpoint, or with it, may have been taken away; a"
                + " checkpoint kept elsewhere (--checkpoint) would show it"
            : "no signed checkpoint covers the end; one kept elsewhere (--checkpoint) would show"
                + " whether it is there");
  }

  private static Verdict completeness(Notices notices) {
    return notices.gaps() == 0
        ? Verdict.ok("no entry says that events went unrecorded")
        : Verdict.failed(
            notices.gaps()
                + " gap entries say that "
                + notices.unrecorded()
                + " events went unrecorded");
  }

  private static Verdict coverage(Notices notices) {
    if (notices.instrumentationFailed() > 0) {
      return Verdict.failed(
          notices.instrumentationFailed() + " classes matched and could not be instrumented");
    }
    return notices.instrumented() == 0
        ? Verdict.unknown("no entry says what was instrumented")
        : Verdict.ok(notices.instrumented() + " classes were instrumented, none failed");
  }
}
