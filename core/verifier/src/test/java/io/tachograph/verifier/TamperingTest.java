package io.tachograph.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Hash;
import io.tachograph.format.SignedNote;
import io.tachograph.format.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who knows the format changes a sealed ledger, and recomputes what can be recomputed. */
@Timeout(120)
class TamperingTest {
  private static final int SIZE = 30;
  private static final int SEALED = 28;

  @TempDir Path dir;
  private final SealedLedger sealed = SealedLedger.example(1);

  private LedgerReport verify() throws IOException {
    return verify(LedgerVerifier.Expectation.NONE);
  }

  private LedgerReport verify(LedgerVerifier.Expectation expectation) throws IOException {
    return LedgerVerifier.verify(new LedgerFolder(dir), expectation, Progress.NONE);
  }

  private static LedgerVerifier.Expectation with(LedgerVerifier.KeptCheckpoint kept) {
    return new LedgerVerifier.Expectation(null, null, null, kept, false);
  }

  private static void assertFound(LedgerReport report, FindingKind kind, long seq) {
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.seq()).isEqualTo(seq);
            });
  }

  private static void assertFoundAlone(LedgerReport report, FindingKind kind, long seq) {
    assertFound(report, kind, seq);
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void anIntactSealedLedgerIsSealedUpToItsLastCheckpoint() throws Exception {
    sealed.write(dir);
    LedgerReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(SIZE);
    assertThat(report.sealed()).isEqualTo(SEALED);
    assertThat(report.unsealed()).isEqualTo(SIZE - SEALED);
    assertThat(report.checkpoints()).isEqualTo(sealed.checkpoints.size());
    assertThat(report.verdicts().chain().state()).isEqualTo(Verdict.State.OK);
    assertThat(report.verdicts().signatures().state()).isEqualTo(Verdict.State.OK);
    assertThat(report.verdicts().truncation().state()).isEqualTo(Verdict.State.UNKNOWN);
    assertThat(report.verdicts().completeness().state()).isEqualTo(Verdict.State.OK);
    assertThat(report.verdicts().coverage().state()).isEqualTo(Verdict.State.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9, 10, 13, 17, 25, 28})
  void aCheckpointKeptElsewhereHoldsAtAnySize(int size) throws Exception {
    sealed.write(dir);
    SigningKey key = SealedLedger.key(size <= 13 ? 1 : size <= 25 ? 2 : 3);
    LedgerReport report = verify(with(sealed.kept(size, key)));
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdicts().truncation().state()).isEqualTo(Verdict.State.OK);
  }

  @Test
  void anEntryEditedAndAllThatFollowChainedAnewIsARootMismatch() throws Exception {
    for (int edited = 1; edited < SEALED; edited++) {
      if (sealed.rotations.contains((long) edited)) {
        continue;
      }
      sealed.write(dir, TestLedger.file(sealed.rechained(edited), TestLedger.FILE_BYTES));
      LedgerReport report = verify();
      int seq = edited;
      long first =
          sealed.checkpoints.stream()
              .mapToLong(note -> SealedLedger.of(note).size())
              .filter(size -> size > seq)
              .min()
              .orElseThrow();
      assertFoundAlone(report, FindingKind.ROOT_MISMATCH, first);
      assertThat(report.verdicts().signatures().state()).isEqualTo(Verdict.State.FAILED);
      assertThat(report.verdicts().chain().state()).isEqualTo(Verdict.State.OK);
      assertThat(report.sealed()).isLessThanOrEqualTo(seq);
    }
  }

  @Test
  void anUnsealedEntryEditedAndChainedAnewIsFoundByACheckpointKeptElsewhere() throws Exception {
    LedgerVerifier.KeptCheckpoint kept = sealed.kept(SIZE, sealed.key);
    sealed.write(dir, TestLedger.file(sealed.rechained(SIZE - 1), TestLedger.FILE_BYTES));
    assertThat(verify().findings()).isEmpty();
    assertFoundAlone(verify(with(kept)), FindingKind.ROOT_MISMATCH, SIZE);
  }

  @Test
  void theTailDroppedWithTheQueuesNoteOfItIsTruncated() throws Exception {
    for (int left = 1; left < SEALED; left++) {
      List<byte[]> kept = sealed.ledger.excerpts().subList(0, left);
      sealed.write(dir, TestLedger.file(kept, TestLedger.FILE_BYTES));
      LedgerReport report = verify();
      assertFound(report, FindingKind.TRUNCATED, left);
      assertThat(report.verdicts().truncation().state()).isEqualTo(Verdict.State.FAILED);
    }
  }

  @Test
  void theTailAndTheCheckpointsAboveItDroppedIsFoundByACheckpointKeptElsewhere() throws Exception {
    LedgerVerifier.KeptCheckpoint kept = sealed.kept(SEALED, sealed.key);
    sealed.checkpoints.subList(4, sealed.checkpoints.size()).clear();
    sealed.write(dir, TestLedger.file(sealed.ledger.excerpts().subList(0, 20), 16 * 4096));
    LedgerReport unaware = verify();
    assertThat(unaware.findings()).isEmpty();
    assertThat(unaware.verdicts().truncation().state()).isEqualTo(Verdict.State.UNKNOWN);
    assertFoundAlone(verify(with(kept)), FindingKind.TRUNCATED, 20);
  }

  @Test
  void theFilesOfAnotherLedgerAreFound() throws Exception {
    SealedLedger other = SealedLedger.example(11);
    sealed.write(dir, other.ledger.file());
    LedgerReport report = verify();
    assertFound(report, FindingKind.WRONG_LEDGER, 0);
    assertFound(report, FindingKind.BAD_SIGNATURE, 5);
    // With its checkpoints and its key too, the auditor must know the key.
    other.write(dir);
    assertThat(verify().findings()).isEmpty();
    assertFound(
        verify(
            new LedgerVerifier.Expectation(null, null, sealed.genesis.verifierKey(), null, false)),
        FindingKind.WRONG_LEDGER,
        0);
    assertFound(verify(with(sealed.kept(28, sealed.key))), FindingKind.BAD_SIGNATURE, 28);
  }

  @Test
  void aForgedRotationIsABadSignature() throws Exception {
    SealedLedger forged = new SealedLedger(1).tasks(4).seal().tasks(3);
    SigningKey thief = SealedLedger.key(99);
    // Whoever forges it does not have the key that must confirm it.
    forged.announce(thief);
    forged.key = thief;
    forged.tasks(5).seal();
    forged.write(dir);
    LedgerReport unconfirmed = verify();
    assertFoundAlone(unconfirmed, FindingKind.BAD_SIGNATURE, 8);
    assertThat(unconfirmed.sealed()).isEqualTo(5);
    forged.checkpoints.add(1, forged.checkpoint(9, thief));
    forged.write(dir);
    LedgerReport selfConfirmed = verify();
    assertFound(selfConfirmed, FindingKind.BAD_SIGNATURE, 9);
    assertThat(selfConfirmed.sealed()).isEqualTo(5);
    assertThat(selfConfirmed.verdicts().signatures().state()).isEqualTo(Verdict.State.FAILED);
  }

  @Test
  void anAnnouncementWhoseCheckpointIsYetToComeIsNoFindingWhileItIsTheLast() throws Exception {
    SealedLedger unfinished = new SealedLedger(1).tasks(4).seal().tasks(3);
    unfinished.announce(SealedLedger.key(2)).tasks(2).write(dir);
    assertThat(verify().findings()).isEmpty();
    unfinished.announce(SealedLedger.key(3)).write(dir);
    assertFoundAlone(verify(), FindingKind.BAD_SIGNATURE, 8);
  }

  @Test
  void aStolenCurrentKeyCannotSignBelowTheLastRotation() throws Exception {
    List<byte[]> rewritten = sealed.rechained(3);
    SealedLedger thief = SealedLedger.example(1);
    thief.ledger.excerpts().clear();
    thief.ledger.excerpts().addAll(rewritten);
    thief.checkpoints.clear();
    for (SignedNote note : sealed.checkpoints) {
      thief.checkpoints.add(thief.checkpoint(SealedLedger.of(note).size(), sealed.key));
    }
    thief.write(dir);
    LedgerReport report = verify();
    assertFound(report, FindingKind.BAD_SIGNATURE, 5);
    assertThat(report.sealed()).isZero();
    assertThat(report.verdicts().signatures().state()).isEqualTo(Verdict.State.FAILED);
  }

  @Test
  void whereTheoryForbidsItAStolenKeyInItsEpochIsFoundByACheckpointKeptElsewhere()
      throws Exception {
    LedgerVerifier.KeptCheckpoint kept = sealed.kept(SEALED, sealed.key);
    List<byte[]> rewritten = sealed.rechained(26);
    SealedLedger thief = SealedLedger.example(1);
    thief.ledger.excerpts().clear();
    thief.ledger.excerpts().addAll(rewritten);
    int last = thief.checkpoints.size() - 1;
    thief.checkpoints.set(last, thief.checkpoint(SEALED, sealed.key));
    thief.write(dir);
    assertThat(verify().findings()).isEmpty();
    assertFoundAlone(verify(with(kept)), FindingKind.ROOT_MISMATCH, SEALED);
  }

  @Test
  void oneRottenByteOfAnEntryOrItsHashGivesOneFindingHoweverMuchIsSealed() throws Exception {
    byte[] file = sealed.ledger.file();
    for (int index : new int[] {1, 4, 9, 20, 27}) {
      int start = sealed.ledger.offset(index) + 4;
      for (int at : new int[] {start, start + 31, start + Hash.LENGTH + 30, start + 120}) {
        byte[] rotten = file.clone();
        rotten[at] ^= 0x10;
        sealed.write(dir, rotten);
        assertFoundAlone(verify(), FindingKind.HASH_MISMATCH, index);
      }
    }
  }

  @Test
  void everyByteOfTheCheckpointsThatIsFlippedIsFound() throws Exception {
    sealed.write(dir);
    byte[] text = sealed.checkpointsText().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < text.length - 1; at++) {
      byte[] flipped = text.clone();
      flipped[at] ^= 0x01;
      Files.write(dir.resolve("checkpoints"), flipped);
      assertThat(verify().findings()).as("at=%d", at).isNotEmpty();
    }
  }

  @Test
  void aCheckpointThatIsCutOffAtTheEndIsANoteAndNoFinding() throws Exception {
    sealed.write(dir);
    byte[] text = sealed.checkpointsText().getBytes(StandardCharsets.UTF_8);
    int lastLength = (sealed.checkpoints.get(5) + "\n").getBytes(StandardCharsets.UTF_8).length;
    for (int cut = 1; cut < lastLength; cut++) {
      Files.write(dir.resolve("checkpoints"), Arrays.copyOf(text, text.length - cut));
      LedgerReport report = verify();
      assertThat(report.findings()).as("cut=%d", cut).isEmpty();
      assertThat(report.notes()).as("cut=%d", cut).hasSize(1);
      assertThat(report.sealed()).isEqualTo(25);
    }
  }

  @Test
  void sizesThatFallAndNotesThatAreNoneAreMalformed() throws Exception {
    sealed.write(dir);
    String text = sealed.checkpointsText();
    Files.writeString(dir.resolve("checkpoints"), text + sealed.checkpoints.get(2) + "\n");
    assertFoundAlone(verify(), FindingKind.MALFORMED, SEALED);
    Files.writeString(dir.resolve("checkpoints"), "hello\n\n\u2014 x AAAAAAAA\n\n" + text);
    assertFoundAlone(verify(), FindingKind.MALFORMED, 0);
    Files.writeString(dir.resolve("checkpoints"), "x".repeat(100_000) + "\n" + text);
    LedgerReport report = verify();
    assertThat(report.findings()).hasSize(1);
    assertThat(report.sealed()).isEqualTo(SEALED);
    assertThat(report.verdicts().chain().state()).isEqualTo(Verdict.State.OK);
  }

  @Test
  void aCheckpointOfAnotherOriginIsABadSignature() throws Exception {
    sealed.write(dir);
    Checkpoint other = new Checkpoint("tachograph/other", 28, Hash.ZERO);
    byte[] seed = new byte[32];
    SignedNote note = other.sign(SigningKey.ofSeed("tachograph/other", seed));
    Files.writeString(dir.resolve("checkpoints"), sealed.checkpointsText() + note + "\n");
    assertFoundAlone(verify(), FindingKind.BAD_SIGNATURE, SEALED);
  }

  @Test
  void gapsAndFailedInstrumentationAreVerdictsAndNoFindings() throws Exception {
    sealed.ledger.entry("gap", "{\"data\":{\"unrecorded\":17,\"reason\":\"disk\"}}");
    sealed.ledger.entry("gap", "{\"data\":{\"unrecorded\":3}}");
    sealed.ledger.entry("instrumented", "{}");
    sealed.write(dir);
    LedgerReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdicts().completeness().state()).isEqualTo(Verdict.State.FAILED);
    assertThat(report.verdicts().completeness().reason()).contains("2 gap").contains("20 events");
    assertThat(report.verdicts().coverage().state()).isEqualTo(Verdict.State.OK);
    sealed.ledger.entry("instrumentation_failed", "{}");
    sealed.write(dir);
    assertThat(verify().verdicts().coverage().state()).isEqualTo(Verdict.State.FAILED);
  }

  @Test
  void aPrunedLedgerVerifiesToTheSameRoots() throws Exception {
    for (SignedNote note : sealed.checkpoints) {
      int size = (int) SealedLedger.of(note).size();
      sealed.writePruned(dir, size, note);
      LedgerReport report = verify();
      assertThat(report.findings()).as("size=%d", size).isEmpty();
      assertThat(report.entries()).isEqualTo(SIZE - size);
      assertThat(report.sealed()).isEqualTo(SEALED);
      assertThat(report.unsealed()).isEqualTo(SIZE - SEALED);
      assertThat(report.ledgerId()).isEqualTo(SealedLedger.ID);
    }
  }

  @Test
  void whatPruningLeftIsItselfJudged() throws Exception {
    sealed.writePruned(dir, 20, sealed.checkpoints.get(3));
    Path boundary = dir.resolve("pruned").resolve("boundary");
    String text = Files.readString(boundary);
    for (int at = 0; at < text.length() - 1; at++) {
      char flipped = (char) (text.charAt(at) ^ 1);
      Files.writeString(boundary, text.substring(0, at) + flipped + text.substring(at + 1));
      assertThat(verify().findings()).as("at=%d", at).isNotEmpty();
    }
    Files.writeString(boundary, text);
    assertThat(verify().findings()).isEmpty();
    TestLedger.write(dir, TestLedger.file(sealed.ledger.excerpts().subList(21, SIZE), 16 * 4096));
    assertFound(verify(), FindingKind.TRUNCATED, 20);
    // A crash between the boundary and the last of the files.
    TestLedger.write(dir, TestLedger.file(sealed.ledger.excerpts().subList(7, SIZE), 16 * 4096));
    assertThat(verify().findings()).isEmpty();
    sealed.write(dir);
    assertThat(verify().findings()).isEmpty();
    Files.delete(dir.resolve("pruned").resolve("12.tlog-proof"));
    sealed.writePruned(dir, 20, sealed.checkpoints.get(3));
    Files.delete(dir.resolve("pruned").resolve("12.tlog-proof"));
    assertFound(verify(), FindingKind.BAD_SIGNATURE, 20);
  }

  @Test
  void digestsAreThoseOfTheWholeFiles() throws Exception {
    sealed.write(dir);
    LedgerReport report = verify(new LedgerVerifier.Expectation(null, null, null, null, true));
    assertThat(report.digests()).extracting(FileHash::file).contains("checkpoints", "ledger.vkey");
    for (FileHash hash : report.digests()) {
      byte[] bytes = Files.readAllBytes(dir.resolve(hash.file()));
      assertThat(hash.bytes()).isEqualTo(bytes.length);
      assertThat(hash.sha256()).isEqualTo(io.tachograph.format.Sha256.hex(bytes));
    }
    assertThat(report.digests()).hasSize(3);
  }
}
