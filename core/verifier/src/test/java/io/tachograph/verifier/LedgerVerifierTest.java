package io.tachograph.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.EntryLayout;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LedgerVerifierTest {
  private static final int COUNT = 9;

  @TempDir Path dir;
  private final TestLedger ledger = TestLedger.withEntries(COUNT);

  private LedgerReport verify(byte[]... files) throws IOException {
    return TestLedger.verify(dir, files);
  }

  private LedgerReport verifyExcerpts(List<byte[]> excerpts) throws IOException {
    return verify(TestLedger.file(excerpts, TestLedger.FILE_BYTES));
  }

  private static void assertFound(LedgerReport report, FindingKind kind, long seq) {
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.seq()).isEqualTo(seq);
            });
    assertThat(report.intact()).isFalse();
  }

  @Test
  void anIntactLedgerHasNoFindings() throws Exception {
    LedgerReport report = verify(ledger.file());
    assertThat(report.findings()).isEmpty();
    assertThat(report.entries()).isEqualTo(COUNT);
    assertThat(report.unsealed()).isEqualTo(COUNT);
    assertThat(report.unfinished()).isZero();
    assertThat(report.ledgerId()).isEqualTo("11111111-1111-4111-8111-111111111111");
    assertThat(report.origin()).isEqualTo("tachograph/test");
    assertThat(report.headHash()).isEqualTo(Hash.copyOf(ledger.excerpts().get(COUNT - 1), 0));
    assertThat(report.incompleteTail()).isNull();
  }

  @Test
  void everyByteOfEveryExcerptThatIsFlippedIsFoundAtItsSeq() throws Exception {
    byte[] file = ledger.file();
    for (int index = 0; index < COUNT; index++) {
      int offset = ledger.offset(index);
      int end = offset + 4 + ledger.excerpts().get(index).length;
      for (int at = offset; at < end; at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] flipped = file.clone();
          flipped[at] ^= (byte) (1 << bit);
          LedgerReport report = verify(flipped);
          assertThat(report.findings()).as("at=%d bit=%d", at, bit).isNotEmpty();
          assertThat(report.findings().get(0).seq())
              .as("at=%d bit=%d %s", at, bit, report.findings())
              .isEqualTo(index);
        }
      }
    }
  }

  @Test
  void oneFlippedByteOfAnEntryGivesOneFinding() throws Exception {
    byte[] file = ledger.file();
    for (int at = ledger.offset(4) + 4;
        at < ledger.offset(4) + 4 + ledger.excerpts().get(4).length;
        at++) {
      byte[] flipped = file.clone();
      flipped[at] ^= 0x01;
      assertThat(verify(flipped).findings()).as("at=%d", at).hasSize(1);
    }
  }

  @Test
  void aFileCutAnywhereBeforeTheEndOfItsEntriesIsTruncated() throws Exception {
    byte[] file = ledger.file();
    int end = ledger.offset(COUNT);
    for (int size = 0; size < end; size++) {
      LedgerReport report = verify(Arrays.copyOf(file, size));
      assertThat(report.findings()).as("size=%d", size).isNotEmpty();
      FindingKind kind = report.findings().get(report.findings().size() - 1).kind();
      assertThat(kind).as("size=%d", size).isEqualTo(FindingKind.TRUNCATED);
    }
    assertFound(verify(Arrays.copyOf(file, end)), FindingKind.TRUNCATED, COUNT);
    assertFound(verify(Arrays.copyOf(file, end + 5)), FindingKind.TRUNCATED, COUNT);
  }

  @Test
  void entriesTakenFromTheEndAndReplacedByZerosAreTruncated() throws Exception {
    byte[] file = ledger.file();
    for (int kept = 0; kept < COUNT; kept++) {
      byte[] zeroed = file.clone();
      Arrays.fill(zeroed, ledger.offset(kept), ledger.offset(COUNT), (byte) 0);
      assertFound(verify(zeroed), FindingKind.TRUNCATED, kept);
    }
  }

  @Test
  void anEntryHiddenAsMetadataOrAsIncompleteIsFound() throws Exception {
    byte[] file = ledger.file();
    for (int index = 0; index < COUNT; index++) {
      for (int bit : new int[] {0x40, 0x80}) {
        byte[] hidden = file.clone();
        hidden[ledger.offset(index) + 3] |= (byte) bit;
        assertThat(verify(hidden).intact()).as("index=%d bit=%d", index, bit).isFalse();
      }
    }
  }

  @Test
  void aRemovedEntryIsASequenceGap() throws Exception {
    for (int index = 1; index < COUNT - 1; index++) {
      List<byte[]> excerpts = new ArrayList<>(ledger.excerpts());
      excerpts.remove(index);
      LedgerReport report = verifyExcerpts(excerpts);
      assertFound(report, FindingKind.SEQUENCE_GAP, index);
      assertThat(report.findings()).hasSize(1);
    }
  }

  @Test
  void aRemovedBeginningIsTruncated() throws Exception {
    assertFound(verifyExcerpts(ledger.excerpts().subList(1, COUNT)), FindingKind.TRUNCATED, 0);
  }

  @Test
  void swappedEntriesAreASequenceGap() throws Exception {
    for (int index = 0; index < COUNT - 1; index++) {
      List<byte[]> excerpts = new ArrayList<>(ledger.excerpts());
      java.util.Collections.swap(excerpts, index, index + 1);
      LedgerReport report = verifyExcerpts(excerpts);
      assertFound(report, index == 0 ? FindingKind.TRUNCATED : FindingKind.SEQUENCE_GAP, index);
    }
  }

  @Test
  void aDuplicatedEntryIsASequenceGap() throws Exception {
    for (int index = 0; index < COUNT; index++) {
      List<byte[]> excerpts = new ArrayList<>(ledger.excerpts());
      excerpts.add(index, excerpts.get(index));
      LedgerReport report = verifyExcerpts(excerpts);
      assertFound(report, FindingKind.SEQUENCE_GAP, index + 1);
      assertThat(report.findings()).hasSize(1);
    }
  }

  @Test
  void anEntryRewrittenWithItsHashBreaksTheLinkBehindIt() throws Exception {
    List<byte[]> excerpts = new ArrayList<>(ledger.excerpts());
    byte[] rewritten = excerpts.get(3).clone();
    rewritten[rewritten.length - 3] = '9';
    new LeafHasher().hash(rewritten, Hash.LENGTH, rewritten.length - Hash.LENGTH, rewritten, 0);
    excerpts.set(3, rewritten);
    LedgerReport report = verifyExcerpts(excerpts);
    assertFound(report, FindingKind.LINK_MISMATCH, 4);
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void aFileThatIsGoneBetweenTwoOthersIsMissing() throws Exception {
    byte[] first = TestLedger.file(ledger.excerpts().subList(0, 3), TestLedger.FILE_BYTES);
    byte[] second = TestLedger.file(ledger.excerpts().subList(3, 5), TestLedger.FILE_BYTES);
    byte[] third = TestLedger.file(ledger.excerpts().subList(5, COUNT), TestLedger.FILE_BYTES);
    assertThat(verify(first, second, third).findings()).isEmpty();
    Files.delete(dir.resolve("ledger").resolve("20261121F.cq4"));
    Files.delete(dir.resolve("ledger").resolve("20261122F.cq4"));
    LedgerReport report = verify(first, third);
    assertFound(report, FindingKind.MISSING_FILE, 3);
    assertThat(report.findings()).hasSize(1);
    assertThat(report.findings().get(0).file()).isEqualTo("20261121F.cq4");
  }

  @Test
  void aBodyThatIsNotOneJsonObjectIsMalformed() throws Exception {
    byte[] latin1 = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertFound(
        verify(TestLedger.withEntries(3).entry("x", latin1).file()), FindingKind.MALFORMED, 3);
    assertFound(
        verify(TestLedger.withEntries(3).entry("x", "{}{}").file()), FindingKind.MALFORMED, 3);
  }

  @Test
  void anExcerptLongerOrShorterThanAnyEntryIsMalformed() throws Exception {
    assertFound(
        verify(TestLedger.withEntries(3).raw(new byte[20]).file()), FindingKind.MALFORMED, 3);
    byte[] file = TestLedger.withEntries(3).raw(new byte[40]).file();
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(TestLedger.withEntries(3).offset(3), 0x3fff_fff0);
    assertFound(verify(file), FindingKind.TRUNCATED, 3);
    byte[] huge = Arrays.copyOf(file, RollFile.MAX_EXCERPT_BYTES + 8192 & -4096);
    ByteBuffer.wrap(huge)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(TestLedger.withEntries(3).offset(3), RollFile.MAX_EXCERPT_BYTES + 4);
    assertFound(verify(huge), FindingKind.MALFORMED, 3);
  }

  @Test
  void whatAKilledWriterHadCopiedIsNoFindingAndReported() throws Exception {
    byte[] file = ledger.file();
    int end = ledger.offset(COUNT);
    byte[] whole = TestLedger.withEntries(COUNT + 1).excerpts().get(COUNT);
    // Any part of the next excerpt, up to all of it, but not its header: that is set last.
    for (int copied = 1; copied <= whole.length; copied++) {
      byte[] killed = file.clone();
      System.arraycopy(whole, 0, killed, end + 4, copied);
      LedgerReport report = verify(killed);
      assertThat(report.findings()).as("copied=%d", copied).isEmpty();
      assertThat(report.incompleteTail())
          .as("copied=%d", copied)
          .isEqualTo(new LedgerReport.IncompleteTail("20261120F.cq4", end));
    }
  }

  @Test
  void entriesHiddenBehindAZeroHeaderAreFound() throws Exception {
    for (int index = 0; index < COUNT - 1; index++) {
      // The queue's own note of the last excerpt is gone as well.
      byte[] file = ledger.file();
      Arrays.fill(file, 0, 64, (byte) 0);
      file[0] = 60;
      file[3] = 0x40;
      Arrays.fill(file, ledger.offset(index), ledger.offset(index) + 4, (byte) 0);
      assertFound(verify(file), FindingKind.MALFORMED, index);
    }
  }

  @Test
  void aRollFileWithoutEntriesIsNoFinding() throws Exception {
    byte[] first = ledger.file();
    byte[] empty = TestLedger.file(List.of(), TestLedger.FILE_BYTES);
    assertThat(verify(first, empty).findings()).isEmpty();
    LedgerReport justMade = verify(first, new byte[0]);
    assertThat(justMade.findings()).isEmpty();
    assertThat(justMade.incompleteTail()).isNotNull();
    assertFound(verify(new byte[0], first), FindingKind.TRUNCATED, 0);
  }

  @Test
  void aFileWhoseBeginningIsZeroedIsMalformed() throws Exception {
    byte[] first = TestLedger.file(ledger.excerpts().subList(0, 3), TestLedger.FILE_BYTES);
    byte[] second = TestLedger.file(ledger.excerpts().subList(3, COUNT), TestLedger.FILE_BYTES);
    Arrays.fill(second, 0, 200, (byte) 0);
    assertFound(verify(first, second), FindingKind.MALFORMED, 3);
  }

  @Test
  void aHeaderThatAnnouncesTooMuchDoesNotHideWhatFollows() throws Exception {
    for (int bit = 14; bit < 30; bit++) {
      byte[] file = ledger.file();
      file[ledger.offset(4) + bit / 8] |= (byte) (1 << (bit % 8));
      LedgerReport report = verify(file);
      assertFound(report, FindingKind.MALFORMED, 4);
      assertThat(report.findings()).as("bit=%d", bit).hasSize(1);
      assertThat(report.entries()).as("bit=%d", bit).isEqualTo(COUNT);
    }
  }

  @Test
  void liesAboutLengthsDoNotMakeVerificationSlow() throws Exception {
    // Excerpts of 120 bytes whose headers, or whose entries, say that they are very long.
    byte[] intact = ledger.excerpts().get(1);
    for (boolean entriesLie : new boolean[] {false, true}) {
      byte[] excerpt = intact.clone();
      if (entriesLie) {
        ByteBuffer.wrap(excerpt)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(Hash.LENGTH + EntryLayout.BODY_LENGTH_OFFSET, 900_000);
      }
      List<byte[]> excerpts = new ArrayList<>(java.util.Collections.nCopies(100_000, excerpt));
      byte[] file = TestLedger.file(excerpts, 20 << 20);
      if (!entriesLie) {
        int framed = (4 + excerpt.length + 3) & -4;
        for (int i = 0; i < excerpts.size(); i++) {
          ByteBuffer.wrap(file)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(64 + i * framed, RollFile.MAX_EXCERPT_BYTES + 4);
        }
        file = Arrays.copyOf(file, 40 << 20);
      }
      assertThat(verify(file).findingCount()).isGreaterThan(50_000);
    }
  }

  @Test
  void aForgedSeqGivesAFindingAndNotOneForEveryEntryBehindIt() throws Exception {
    for (long forged : new long[] {5, 1_000_000, Long.MAX_VALUE}) {
      List<byte[]> excerpts = new ArrayList<>(ledger.excerpts());
      byte[] entry = excerpts.get(4).clone();
      ByteBuffer.wrap(entry)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(Hash.LENGTH + EntryLayout.SEQ_OFFSET, forged);
      new LeafHasher().hash(entry, Hash.LENGTH, entry.length - Hash.LENGTH, entry, 0);
      excerpts.set(4, entry);
      LedgerReport report = verifyExcerpts(excerpts);
      assertFound(report, FindingKind.SEQUENCE_GAP, 4);
      assertThat(report.findings()).as("forged=%d", forged).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aLongIdIsHeldAsItsHash() throws Exception {
    String id = "x".repeat(100_000);
    LedgerReport report =
        verify(
            TestLedger.file(
                TestLedger.withEntries(3)
                    .entry("task_start", "{\"task_id\":\"" + id + "\"}")
                    .excerpts(),
                64 * 4096));
    assertThat(report.findings()).isEmpty();
    assertThat(report.unfinishedCalls())
        .singleElement()
        .satisfies(call -> assertThat(call.taskId()).startsWith("sha256:").hasSize(71));
  }

  @Test
  void whatIsNoFileIsAnErrorAndNotAWait() throws Exception {
    verify(ledger.file());
    Files.createDirectories(dir.resolve("ledger").resolve("20261129F.cq4"));
    assertThatThrownBy(() -> verify(ledger.file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("20261129F.cq4");
  }

  @Test
  void bytesFarBehindTheEndAreMalformed() throws Exception {
    byte[] file =
        TestLedger.file(ledger.excerpts(), (RollFile.MAX_EXCERPT_BYTES + 8 * 4096) & -4096);
    file[file.length - 9] = 1;
    assertFound(verify(file), FindingKind.MALFORMED, COUNT);
  }

  @Test
  void anIncompleteLastExcerptIsNoFindingAndReported() throws Exception {
    byte[] file = ledger.file();
    int end = ledger.offset(COUNT);
    file[end + 3] = (byte) 0x80;
    file[end + 40] = 17;
    LedgerReport report = verify(file);
    assertThat(report.findings()).isEmpty();
    assertThat(report.incompleteTail())
        .isEqualTo(new LedgerReport.IncompleteTail("20261120F.cq4", end));
  }

  @Test
  void aRollFileWhoseWriterDiedWhileItMadeTheIndexesIsNoFinding() throws Exception {
    byte[] made = TestLedger.file(List.of(), TestLedger.FILE_BYTES);
    made[3] |= (byte) 0x80;
    // What the queue says meanwhile: where its first index goes, and not that an entry is there.
    ByteBuffer.wrap(made)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(TestLedger.WRITE_POSITION_OFFSET, ledger.offset(0));
    for (byte ofIndex : new byte[] {0, (byte) 0x40, (byte) 0xc0}) {
      made[ledger.offset(0)] = (byte) (ofIndex == 0 ? 0 : 40);
      made[ledger.offset(0) + 3] = ofIndex;
      LedgerReport report = verify(ledger.file(), made);
      assertThat(report.findings()).isEmpty();
      assertThat(report.incompleteTail())
          .isEqualTo(new LedgerReport.IncompleteTail("20261121F.cq4", 0));
    }
    // The last one is not where a header can stand, though what is read there looks like one.
    made[ledger.offset(0)] = 24;
    for (long nonsense :
        new long[] {Long.MAX_VALUE - 3, 1L << 40, TestLedger.FILE_BYTES, 3, ledger.offset(0) - 3}) {
      ByteBuffer.wrap(made)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putLong(TestLedger.WRITE_POSITION_OFFSET, nonsense);
      assertThat(verify(ledger.file(), made).findings()).isEmpty();
    }
  }

  @Test
  void entriesHiddenBehindAnUnfinishedBeginningOfTheirFileAreFound() throws Exception {
    byte[] second = TestLedger.file(ledger.excerpts().subList(3, COUNT), TestLedger.FILE_BYTES);
    second[3] |= (byte) 0x80;
    byte[] first = TestLedger.file(ledger.excerpts().subList(0, 3), TestLedger.FILE_BYTES);
    assertThat(verify(first, second).findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.TRUNCATED);
  }

  @Test
  void aRolledFileEndsWithItsMark() throws Exception {
    byte[] first = TestLedger.file(ledger.excerpts().subList(0, 3), TestLedger.FILE_BYTES);
    first[ledger.offset(3) + 3] = (byte) 0xc0;
    byte[] second = TestLedger.file(ledger.excerpts().subList(3, COUNT), TestLedger.FILE_BYTES);
    assertThat(verify(first, second).findings()).isEmpty();
  }

  @Test
  void aCallWithoutAnEndIsUnfinishedAndNoFinding() throws Exception {
    LedgerReport report = verify(TestLedger.withEntries(6).file());
    assertThat(report.findings()).isEmpty();
    assertThat(report.unfinishedCalls()).containsExactly(new UnfinishedCall(5, "t3"));
  }

  @Test
  void anotherLedgerThanExpectedIsWrong() throws Exception {
    verify(ledger.file());
    LedgerReport report =
        LedgerVerifier.verify(
            new LedgerFolder(dir),
            new LedgerVerifier.Expectation("22222222-2222-4222-8222-222222222222", null),
            Progress.NONE);
    assertFound(report, FindingKind.WRONG_LEDGER, 0);
    assertFound(
        verify(new TestLedger().entry("task_start", "{}").file()), FindingKind.WRONG_LEDGER, 0);
  }

  @Test
  void aLedgerWithoutEntriesIsTruncatedAndAMissingOneAnError() throws Exception {
    assertFound(verify(new byte[4096]), FindingKind.TRUNCATED, 0);
    assertThatThrownBy(() -> LedgerFolder.find(dir.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
    Files.createDirectories(dir.resolve("other"));
    assertThatThrownBy(() -> LedgerFolder.find(dir.resolve("other")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ledger here");
  }

  @Test
  void garbageGivesFindingsAndNothingElse() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] file = ledger.file();
    for (int round = 0; round < 2_000; round++) {
      byte[] garbage = file.clone();
      int end = ledger.offset(COUNT);
      for (int i = 1 + random.nextInt(40); i > 0; i--) {
        int at = random.nextInt(end);
        garbage[at] = (byte) random.nextInt();
      }
      if (random.nextInt(3) == 0) {
        byte[] noise = new byte[1 + random.nextInt(end)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, garbage, random.nextInt(end), Math.min(noise.length, end));
      }
      LedgerReport report = verify(garbage);
      assertThat(report.entries()).as("seed=%d round=%d", seed, round).isBetween(0L, 5_000L);
    }
  }

  @Test
  void findingsAreCountedBeyondThoseThatAreKept() throws Exception {
    TestLedger repeated = new TestLedger();
    byte[] tiny = new byte[1];
    for (int i = 0; i < Findings.MAX_KEPT + 5; i++) {
      repeated.raw(tiny);
    }
    LedgerReport report = verify(TestLedger.file(repeated.excerpts(), 64 * 4096));
    assertThat(report.findings()).hasSize(Findings.MAX_KEPT);
    assertThat(report.findingCount()).isEqualTo(Findings.MAX_KEPT + 5L);
  }

  @Test
  void theReaderGivesEveryEntryWithItsPlace() throws Exception {
    verify(ledger.file());
    try (EntryReader reader = EntryReader.open(new LedgerFolder(dir))) {
      for (int index = 0; index < COUNT; index++) {
        EntryReader.Located located = reader.next();
        assertThat(located.entry().seq()).isEqualTo(index);
        assertThat(located.offset()).isEqualTo(ledger.offset(index));
        assertThat(located.entry().hash()).isEqualTo(located.storedHash());
        assertThat(located.entry().toBytes().length + EntryLayout.VERSION_OFFSET)
            .isEqualTo(ledger.excerpts().get(index).length - Hash.LENGTH);
      }
      assertThat(reader.next()).isNull();
    }
  }
}
