package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.TlogProof;
import io.tachograph.ledger.PrunePlan.HeldBack;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class RetentionTest {
  static final Retention.Applied ALL = (seq, type) -> true;
  private static final int PER_DAY = 40;

  @TempDir Path folder;

  static PrunePlan prune(Path folder, RetentionRule rule) {
    return prune(folder, rule, ALL);
  }

  static PrunePlan prune(Path folder, RetentionRule rule, Retention.Applied applied) {
    try (Retention retention = Retention.open(folder)) {
      PrunePlan plan = retention.plan(rule, applied);
      retention.drop(plan);
      return plan;
    }
  }

  private static RetentionRule before(int day) {
    return new RetentionRule.Before(PrunableLedger.day(day));
  }

  private PrunableLedger ledger(int days) throws Exception {
    return new PrunableLedger(folder).days(days, PER_DAY);
  }

  @Test
  void whatIsLeftVerifiesToTheSameRootsAndGoesOn() throws Exception {
    PrunableLedger ledger = ledger(5);
    List<Entry> whole = SealJudge.entries(folder);
    List<String> files = ledger.rollFiles();
    List<SealJudge.Judged> sealed = PrunableLedger.judge(folder);
    PrunePlan plan = prune(folder, before(3));
    assertThat(plan.dropped()).extracting(RollFileSpan::file).isEqualTo(files.subList(0, 3));
    assertThat(plan.heldBack()).isNull();
    assertThat(ledger.rollFiles()).isEqualTo(files.subList(3, 5));
    long boundary = plan.boundary().size();
    assertThat(boundary).isEqualTo(plan.dropped().get(2).lastSeq() + 1);
    assertThat(plan.proofs()).extracting(TlogProof::index).hasSize(3).startsWith(0L);
    assertThat(SealJudge.entries(folder)).isEqualTo(whole.subList((int) boundary, whole.size()));
    assertThat(PrunableLedger.judge(folder))
        .isEqualTo(sealed.stream().filter(one -> one.size() >= boundary).toList());
    ledger.days(2, PER_DAY);
    List<Entry> after = SealJudge.entries(folder);
    assertThat(after.size()).isGreaterThan(whole.size() - (int) boundary);
    assertThat(PrunableLedger.judge(folder)).hasSizeGreaterThan(sealed.size() / 2);
    // The roots are those of all the entries there ever were.
    List<Entry> all = Stream.concat(whole.stream().limit(boundary), after.stream()).toList();
    String[] notes = Files.readString(folder.resolve("checkpoints")).split("\n\n", -1);
    String[] last = notes[notes.length - 3].split("\n", -1);
    assertThat(last[2])
        .isEqualTo(MerkleTree.root(all.stream().map(Entry::hash).toList()).toBase64());
    assertThat(Long.parseLong(last[1])).isEqualTo(all.size());
  }

  @Test
  void proofsFromBeforeStayValid() throws Exception {
    ledger(4);
    List<Entry> whole = SealJudge.entries(folder);
    PrunePlan plan = prune(folder, before(2));
    for (TlogProof proof : plan.proofs()) {
      Path file = folder.resolve("pruned/" + proof.index() + ".tlog-proof");
      TlogProof read = TlogProof.parse(Files.readString(file));
      assertThat(read.verifyInclusion().size()).isEqualTo(proof.index() + 1);
      assertThat(read.entry()).isEqualTo(whole.get((int) proof.index()));
      assertThat(Files.readString(folder.resolve("checkpoints"))).contains(read.note().toString());
    }
    Checkpoint checkpoint = Checkpoint.of(plan.boundary().note());
    assertThat(Files.readString(folder.resolve("checkpoints"))).contains(checkpoint.text());
    Path boundary = folder.resolve("pruned/boundary");
    assertThat(PrunedBoundary.parse(Files.readString(boundary)).frontier().root())
        .isEqualTo(checkpoint.root());
  }

  @Test
  void pruningAgainBuildsOnWhatWasKept() throws Exception {
    PrunableLedger ledger = ledger(6);
    PrunePlan first = prune(folder, before(2));
    PrunePlan none = prune(folder, before(2));
    assertThat(none.dropped()).isEmpty();
    assertThat(none.boundary()).isNull();
    PrunePlan second = prune(folder, before(4));
    assertThat(second.dropped()).hasSize(2);
    assertThat(second.proofs()).extracting(TlogProof::index).doesNotContain(0L).hasSize(2);
    assertThat(first.proofs()).hasSize(2);
    PrunableLedger.judge(folder);
    ledger.days(1, PER_DAY);
    prune(folder, before(6));
    PrunableLedger.judge(folder);
    assertThat(ledger.rollFiles()).hasSize(1);
    ledger.days(1, PER_DAY);
    PrunableLedger.judge(folder);
  }

  @Test
  void theLastFileIsNeverDropped() throws Exception {
    PrunableLedger ledger = ledger(2);
    PrunePlan plan = prune(folder, before(1_000));
    assertThat(plan.kept()).hasSize(1);
    assertThat(plan.heldBack()).isNull();
    assertThat(ledger.rollFiles()).hasSize(1);
    assertThat(prune(folder, new RetentionRule.KeepLast(0)).dropped()).isEmpty();
    PrunableLedger.judge(folder);
  }

  @Test
  void soManyBytesAreKept() throws Exception {
    ledger(4);
    long each;
    try (Retention retention = Retention.open(folder)) {
      PrunePlan all = retention.plan(new RetentionRule.KeepLast(Long.MAX_VALUE), ALL);
      assertThat(all.dropped()).isEmpty();
      long total = all.kept().stream().mapToLong(RollFileSpan::bytes).sum();
      each = all.kept().get(0).bytes();
      assertThat(each).isBetween(PER_DAY * 150L, 300_000L);
      assertThat(retention.plan(new RetentionRule.KeepLast(total), ALL).dropped()).isEmpty();
      assertThat(retention.plan(new RetentionRule.KeepLast(total - each), ALL).dropped())
          .hasSize(1);
      assertThat(retention.plan(new RetentionRule.KeepLast(total - each + 1), ALL).dropped())
          .isEmpty();
      assertThat(retention.plan(new RetentionRule.KeepLast(0), ALL).dropped()).hasSize(3);
    }
    PrunableLedger.judge(folder);
    assertThat(folder.resolve("pruned")).doesNotExist();
  }

  @Test
  void whatTheStoreHasNotAppliedStays() throws Exception {
    ledger(4);
    List<RollFileSpan> files;
    try (Retention retention = Retention.open(folder)) {
      files = retention.plan(before(0), ALL).kept();
    }
    long applied = files.get(1).lastSeq();
    PrunePlan plan = prune(folder, before(3), (seq, type) -> seq <= applied);
    assertThat(plan.dropped()).hasSize(2);
    assertThat(plan.heldBack()).isEqualTo(new HeldBack(PrunePlan.Reason.NOT_APPLIED, applied + 1));
    PrunePlan none = prune(folder, before(3), (seq, type) -> seq < files.get(2).lastSeq());
    assertThat(none.dropped()).isEmpty();
    assertThat(none.heldBack())
        .isEqualTo(new HeldBack(PrunePlan.Reason.NOT_APPLIED, files.get(2).lastSeq()));
  }

  @Test
  void whatIsNotSealedStays() throws Exception {
    ledger(4);
    List<String> notes =
        new java.util.ArrayList<>(
            List.of(Files.readString(folder.resolve("checkpoints")).split("(?<=\n\n)")));
    List<RollFileSpan> files;
    try (Retention retention = Retention.open(folder)) {
      files = retention.plan(before(0), ALL).kept();
    }
    // Each note is a text and its signatures.
    for (int i = 0; i < notes.size(); i += 2) {
      if (notes.get(i).split("\n", -1)[1].equals(Long.toString(files.get(1).lastSeq() + 1))) {
        notes.set(i, "");
        notes.set(i + 1, "");
      }
    }
    Files.writeString(folder.resolve("checkpoints"), String.join("", notes));
    try (Retention retention = Retention.open(folder)) {
      PrunePlan plan = retention.plan(before(2), ALL);
      assertThat(plan.dropped()).hasSize(1);
      assertThat(plan.heldBack())
          .isEqualTo(new HeldBack(PrunePlan.Reason.NOT_SEALED, files.get(1).lastSeq()));
      // A later boundary that is sealed covers it.
      assertThat(retention.plan(before(3), ALL).dropped()).hasSize(3);
    }
    Files.delete(folder.resolve("checkpoints"));
    PrunePlan none = prune(folder, before(3));
    assertThat(none.dropped()).isEmpty();
    assertThat(none.heldBack()).isEqualTo(new HeldBack(PrunePlan.Reason.NOT_SEALED, 0));
    assertThat(folder.resolve("pruned")).doesNotExist();
  }

  @Test
  void aLedgerThatIsNotSealedIsNotPruned() throws Exception {
    PrunableLedger days = new PrunableLedger(folder);
    for (int i = 0; i < 3; i++) {
      try (Ledger ledger = ChronicleLedger.open(folder, days.settings().withSealing(null))) {
        PrunableLedger.append(ledger, 3);
      }
      days.nextDay();
    }
    assertThat(prune(folder, before(9)).heldBack())
        .isEqualTo(new HeldBack(PrunePlan.Reason.NOT_SEALED, 0));
    assertThat(days.rollFiles()).hasSize(3);
  }

  @Test
  void entriesThatWereChangedAreNotDropped() throws Exception {
    PrunableLedger ledger = ledger(3);
    Path file = folder.resolve("ledger").resolve(ledger.rollFiles().get(0));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("0123456789");
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      raw.write('9');
    }
    assertThatThrownBy(() -> prune(folder, before(2)))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.DAMAGED));
    assertThat(ledger.rollFiles()).hasSize(3);
    assertThat(folder.resolve("pruned")).doesNotExist();
  }

  @Test
  void aLiveWriterKeepsItsFiles() throws Exception {
    PrunableLedger ledger = ledger(3);
    try (Ledger writer = ledger.open()) {
      assertThat(writer.head().seq()).isPositive();
      assertThatThrownBy(() -> prune(folder, before(2)))
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.LOCKED))
          .hasMessageContaining("a live process writes to this ledger")
          .hasMessageContaining("path=");
    }
  }

  @Test
  void nothingIsMadeWhereNoLedgerIs() {
    assertThatThrownBy(() -> Retention.open(folder)).hasMessageContaining("no ledger here");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void sealingGoesOnWithoutTiles() throws Exception {
    PrunableLedger ledger = new PrunableLedger(folder).days(4, 700);
    prune(folder, before(2));
    for (String missing : List.of("tiles", "tile/0/011")) {
      try (Stream<Path> tiles = Files.walk(folder.resolve("tiles"))) {
        for (Path tile :
            tiles
                .filter(Files::isRegularFile)
                .filter(t -> t.toString().contains(missing))
                .toList()) {
          Files.delete(tile);
        }
      }
      ledger.days(1, 700);
      PrunableLedger.judge(folder);
    }
    // The tile over the cut is known no more; those that became full since were made.
    assertThat(folder.resolve("tiles/tile/0/005")).doesNotExist();
    assertThat(folder.resolve("tiles/tile/0/010")).exists();
    assertThat(folder.resolve("tiles/tile/0/015")).exists();
    prune(folder, before(3));
    ledger.days(1, 10);
    PrunableLedger.judge(folder);
  }

  @Test
  void cursorsBeginWithTheFirstEntryThereIs() throws Exception {
    PrunableLedger ledger = ledger(3);
    long boundary = prune(folder, before(2)).boundary().size();
    try (Ledger open = ledger.open()) {
      assertThat(LedgerContract.readAll(open, 0).get(0).seq()).isEqualTo(boundary);
      assertThat(LedgerContract.readAll(open, boundary + 1).get(0).seq()).isEqualTo(boundary + 1);
    }
  }

  @Test
  void aPrunedLedgerWhoseBeginningIsGoneIsNotWrittenTo() throws Exception {
    PrunableLedger ledger = ledger(4);
    prune(folder, before(2));
    Files.delete(folder.resolve("ledger").resolve(ledger.rollFiles().get(0)));
    String key = Files.readString(folder.resolve("keys/current.pem"));
    assertThatThrownBy(ledger::open)
        .hasMessageContaining("pruned/boundary")
        .hasMessageContaining("not there");
    assertThatThrownBy(() -> Retention.open(folder)).hasMessageContaining("not there");
    Files.delete(folder.resolve("ledger").resolve(ledger.rollFiles().get(0)));
    assertThatThrownBy(ledger::open).hasMessageContaining("signed are gone");
    assertThat(Files.readString(folder.resolve("keys/current.pem"))).isEqualTo(key);
  }

  @Test
  void anExchangeOfKeysJustBelowTheCutIsStillKnown() throws Exception {
    Path live = folder.resolve("live");
    Path copy = folder.resolve("copy");
    PrunableLedger ledger = new PrunableLedger(live).days(1, PER_DAY);
    Sealing seldom =
        new Sealing(
            1_000_000, Duration.ofHours(1), Duration.ofDays(9), null, Sealing.DEFAULT.trouble());
    long rotated;
    try (ChronicleLedger open = ChronicleLedger.open(live, ledger.settings().withSealing(seldom))) {
      // After ledger_opened nothing but key_rotated, which is sealed at once.
      long opened = open.head().seq() - 1;
      while (LedgerContract.readAll(open, opened).stream()
          .noneMatch(entry -> entry.type().equals("key_rotated"))) {
        Thread.sleep(2);
      }
      rotated = open.head().seq();
      PrunableLedger.awaitSealed(open, rotated + 1);
      Thread.sleep(100);
      ledger.nextDay();
      PrunableLedger.append(open, 5);
      // What a killed writer leaves behind.
      copy(live, copy);
    }
    PrunePlan plan = prune(copy, before(2));
    assertThat(plan.boundary().size()).isEqualTo(rotated + 1);
    assertThat(plan.proofs()).extracting(TlogProof::index).containsExactly(0L, rotated);
    PrunableLedger crashed = new PrunableLedger(copy);
    crashed.nextDay();
    crashed.nextDay();
    crashed.run(5);
    PrunableLedger.judge(copy);
    crashed.nextDay();
    crashed.run(5);
    assertThat(prune(copy, before(3)).boundary().size()).isGreaterThan(rotated + 1);
    crashed.nextDay();
    crashed.run(5);
    PrunableLedger.judge(copy);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(one, target);
        }
      }
    }
  }

  @Test
  void hourlyFilesArePrunedByTheHour() throws Exception {
    AtomicLong now = new AtomicLong(PrunableLedger.day(0).getEpochSecond() * 1_000_000_000L);
    LedgerSettings settings =
        LedgerSettings.defaults()
            .withClock(now::get)
            .withRoll(RollInterval.HOURLY)
            .withSealing(Sealing.DEFAULT);
    try (ChronicleLedger ledger = ChronicleLedger.open(folder, settings)) {
      for (int hour = 0; hour < 5; hour++) {
        PrunableLedger.append(ledger, 10);
        now.addAndGet(Duration.ofHours(1).toNanos());
      }
    }
    Instant third = PrunableLedger.day(0).plus(Duration.ofHours(2));
    PrunePlan plan = prune(folder, new RetentionRule.Before(third));
    assertThat(plan.dropped())
        .extracting(RollFileSpan::file)
        .containsExactly("20260105-00F.cq4", "20260105-01F.cq4");
    assertThat(plan.boundary().size()).isEqualTo(22);
    PrunableLedger.judge(folder);
  }
}
