package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Entry;
import io.tachograph.format.EventType;
import io.tachograph.format.Hash;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.SigningKey;
import io.tachograph.format.Tile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SealingTest {
  private static final EventType TYPE = EventType.of("tested");
  private static final byte[] BODY = "{\"data\":{}}".getBytes(UTF_8);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final List<String> trouble = new CopyOnWriteArrayList<>();

  private Sealing sealing() {
    return Sealing.DEFAULT.withTrouble((what, error) -> trouble.add(what + ": " + error));
  }

  private ChronicleLedger open() {
    return open(sealing());
  }

  private ChronicleLedger open(Sealing sealing) {
    return ChronicleLedger.open(folder, LedgerSettings.defaults().withSealing(sealing));
  }

  private static void append(Ledger ledger, int count) {
    for (int i = 0; i < count; i++) {
      ledger.append(1, i, TYPE, BODY, 0, BODY.length);
    }
  }

  private static void awaitSealed(ChronicleLedger ledger, long size) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (ledger.sealedSize() < size && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(ledger.sealedSize()).isGreaterThanOrEqualTo(size);
  }

  @Test
  void aNewLedgerHasAKeyAndIsSealedToItsEnd() throws Exception {
    try (ChronicleLedger ledger = open()) {
      assertThat(ledger.isNew()).isTrue();
      append(ledger, 10);
    }
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    assertThat(judged.get(0)).isEqualTo(new SealJudge.Judged(1, 0));
    assertThat(judged.get(judged.size() - 1)).isEqualTo(new SealJudge.Judged(13, 0));
    Path keys = folder.resolve("keys");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(keys.resolve("current.pem"))))
        .isEqualTo("rw-------");
    assertThat(trouble).isEmpty();
  }

  @Test
  void whatIsNewIsSealedWithoutBeingToldTo() throws Exception {
    try (ChronicleLedger ledger = open()) {
      append(ledger, 3);
      awaitSealed(ledger, 5);
      append(ledger, 2_000);
      awaitSealed(ledger, 2_005);
    }
    SealJudge.judge(folder);
    assertThat(trouble).isEmpty();
  }

  @Test
  void eachStartHasAKeyOfItsOwnAndTheOldOneIsGone() throws Exception {
    open().close();
    String first = Files.readString(folder.resolve("keys/current.pem"));
    for (int start = 1; start <= 3; start++) {
      try (ChronicleLedger ledger = open()) {
        assertThat(ledger.isNew()).isFalse();
        append(ledger, 5);
        Thread.sleep(100);
      }
    }
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    assertThat(judged.get(judged.size() - 1).epoch()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("keys/current.pem"))).isNotEqualTo(first);
    assertThat(folder.resolve("keys/next.pem")).doesNotExist();
    assertThat(trouble).isEmpty();
  }

  @Test
  void aKeyIsReplacedWhenItHasLivedLongEnough() throws Exception {
    Sealing often =
        new Sealing(1, Duration.ofMillis(1), Duration.ofMillis(100), null, sealing().trouble());
    try (ChronicleLedger ledger = open(often)) {
      for (int i = 0; i < 50; i++) {
        append(ledger, 5);
        Thread.sleep(10);
      }
    }
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    assertThat(judged.get(judged.size() - 1).epoch()).isGreaterThan(1);
    assertThat(trouble).isEmpty();
  }

  @Test
  void theOperatorsKeySignsAndIsNeverReplaced() throws Exception {
    SigningKey given = SigningKey.generate("any");
    Path pem = folder.resolve("given.pem");
    Files.writeString(pem, given.toPem());
    for (int start = 0; start < 2; start++) {
      try (ChronicleLedger ledger = open(sealing().withSigningKey(pem))) {
        append(ledger, 5);
      }
    }
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    assertThat(judged).allSatisfy(one -> assertThat(one.epoch()).isZero());
    assertThat(folder.resolve("keys")).doesNotExist();
    assertThat(trouble).isEmpty();
  }

  @Test
  void theOperatorsKeyTakesOverFromTheLedgersOwn() throws Exception {
    open().close();
    Path pem = folder.resolve("given.pem");
    Files.writeString(pem, SigningKey.generate("any").toPem());
    for (int start = 0; start < 2; start++) {
      try (ChronicleLedger ledger = open(sealing().withSigningKey(pem))) {
        append(ledger, 5);
        awaitSealed(ledger, ledger.head().seq() + 1);
      }
    }
    List<SealJudge.Judged> judged = SealJudge.judge(folder);
    assertThat(judged.get(judged.size() - 1).epoch()).isEqualTo(1);
    assertThat(folder.resolve("keys/current.pem")).doesNotExist();
    assertThat(trouble).isEmpty();
  }

  @Test
  void aKeyThatIsGoneIsSaidAndNothingIsSigned() throws Exception {
    open().close();
    List<SealJudge.Judged> before = SealJudge.judge(folder);
    Files.delete(folder.resolve("keys/current.pem"));
    try (ChronicleLedger ledger = open()) {
      append(ledger, 5);
    }
    assertThat(SealJudge.judge(folder)).isEqualTo(before);
    assertThat(trouble).singleElement().asString().contains("signing key").contains("path=");
  }

  @Test
  void tilesAreThoseOfTheTreeAndAreMadeAnew() throws Exception {
    try (ChronicleLedger ledger = open()) {
      append(ledger, 70_000);
    }
    assertTiles(274);
    try (var files = Files.walk(folder.resolve("tiles"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.write(folder.resolve("tiles/tile/0/003"), new byte[Tile.BYTES]);
    try (ChronicleLedger ledger = open()) {
      append(ledger, 1_000);
    }
    assertTiles(277);
    SealJudge.judge(folder);
    assertThat(trouble).isEmpty();
  }

  private void assertTiles(int count) throws Exception {
    List<Hash> leaves = SealJudge.entries(folder).stream().map(Entry::hash).toList();
    TileFolder tiles = new TileFolder(folder);
    assertThat(leaves.size() / Tile.WIDTH).isGreaterThanOrEqualTo(count - 1);
    for (int index = 0; index < leaves.size() / Tile.WIDTH; index++) {
      byte[] tile = tiles.read(new Tile(0, index));
      assertThat(tile).as("tile " + index).isNotNull();
      for (int i = 0; i < Tile.WIDTH; i++) {
        assertThat(Hash.copyOf(tile, i * Hash.LENGTH)).isEqualTo(leaves.get(index * 256 + i));
      }
    }
    byte[] above = tiles.read(new Tile(1, 0));
    assertThat(Hash.copyOf(above, 255 * Hash.LENGTH))
        .isEqualTo(MerkleTree.root(leaves.subList(255 * 256, 256 * 256)));
  }

  @Test
  void aCheckpointThatWasCutOffIsCutAwayBeforeTheNext() throws Exception {
    // A key that stays, for the cut must not take away a checkpoint that a key's end rests on.
    Path pem = folder.resolve("given.pem");
    Files.writeString(pem, SigningKey.generate("any").toPem());
    Sealing given = sealing().withSigningKey(pem);
    try (ChronicleLedger ledger = open(given)) {
      append(ledger, 5);
    }
    Path file = folder.resolve("checkpoints");
    for (int cut = 1; cut < 200; cut += 7) {
      String whole = Files.readString(file);
      Files.writeString(file, whole.substring(0, whole.length() - cut));
      try (ChronicleLedger ledger = open(given)) {
        append(ledger, 1);
      }
      SealJudge.judge(folder);
    }
    assertThat(trouble).isEmpty();
  }

  @Test
  void aLedgerThatEndsBeforeItsLastCheckpointIsNotWrittenTo() throws Exception {
    try (ChronicleLedger ledger = open()) {
      append(ledger, 5);
    }
    Path other = folder.resolve("other");
    try (ChronicleLedger longer =
        ChronicleLedger.open(other, LedgerSettings.defaults().withSealing(sealing()))) {
      append(longer, 50);
    }
    Files.copy(
        other.resolve("checkpoints"),
        folder.resolve("checkpoints"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("signed are gone")
        .hasMessageContaining("entries=8 signed=53");
  }

  @Test
  void entriesThatAreNotThoseThatWereSignedAreNeverSignedAgain() throws Exception {
    try (ChronicleLedger ledger = open()) {
      append(ledger, 50);
    }
    Path other = folder.resolve("other");
    try (ChronicleLedger another =
        ChronicleLedger.open(other, LedgerSettings.defaults().withSealing(sealing()))) {
      append(another, 5);
    }
    byte[] foreign = Files.readAllBytes(other.resolve("checkpoints"));
    Files.write(folder.resolve("checkpoints"), foreign, StandardOpenOption.TRUNCATE_EXISTING);
    try (ChronicleLedger ledger = open()) {
      append(ledger, 5);
    }
    assertThat(Files.readAllBytes(folder.resolve("checkpoints"))).isEqualTo(foreign);
    assertThat(trouble).singleElement().asString().contains("not those that the last checkpoint");
  }

  @Test
  void theLastEntryOfEveryRollFileIsSealed() throws Exception {
    AtomicLong now = new AtomicLong(1_763_650_000_000_000_000L);
    LedgerSettings settings =
        LedgerSettings.defaults()
            .withClock(now::get)
            .withSealing(
                new Sealing(
                    1_000_000, Duration.ofHours(1), Duration.ofDays(9), null, sealing().trouble()));
    try (ChronicleLedger ledger = ChronicleLedger.open(folder, settings)) {
      append(ledger, 10);
      now.addAndGet(Duration.ofDays(1).toNanos());
      append(ledger, 20);
      now.addAndGet(Duration.ofDays(2).toNanos());
      append(ledger, 5);
    }
    assertThat(SealJudge.judge(folder))
        .extracting(SealJudge.Judged::size)
        .containsExactly(1L, 12L, 32L, 38L);
  }
}
