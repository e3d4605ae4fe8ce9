package io.tachograph.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.SigningKey;
import io.tachograph.format.Tile;
import io.tachograph.format.TlogProof;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.proof.LedgerProver.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LedgerProverTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @TempDir Path dir;

  /** Reads the proof again from its text and verifies it from the genesis key alone. */
  private static Checkpoint check(SealedLedger ledger, TlogProof proof, List<TlogProof> rotations)
      throws MalformedNoteException {
    return KeyChain.of(ledger.genesis.verifierKey())
        .then(rotations)
        .verify(TlogProof.parse(proof.toString()));
  }

  @Test
  void everySeqIsProvedAndTheGenesisKeyAloneVerifiesIt() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_200, random);
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      List<TlogProof> rotations = prover.rotations();
      assertThat(rotations.stream().map(TlogProof::index).toList())
          .as("seed=%d", seed)
          .isEqualTo(ledger.rotations);
      KeyChain chain = KeyChain.of(ledger.genesis.verifierKey()).then(rotations);
      for (int seq = 0; seq < ledger.entries.size(); seq++) {
        Proven proven = prover.prove(seq);
        assertThat(proven.proof().entry().toBytes()).isEqualTo(ledger.entries.get(seq));
        assertThat(proven.key()).isEqualTo(ledger.key.verifierKey());
        assertThat(chain.verify(TlogProof.parse(proven.proof().toString())))
            .as("seed=%d seq=%d", seed, seq)
            .isEqualTo(ledger.checkpoint(ledger.leaves.size()));
      }
    }
  }

  @Test
  void whateverIsDoneToTheTilesTheProofsHold() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_300, random);
    List<Path> tiles;
    try (Stream<Path> files = Files.walk(dir.resolve("tiles"))) {
      tiles = files.filter(Files::isRegularFile).toList();
    }
    assertThat(tiles).hasSize(5);
    for (int round = 0; round < 40; round++) {
      Path tile = tiles.get(random.nextInt(tiles.size()));
      byte[] bytes = Files.readAllBytes(tile);
      byte[] changed = bytes.clone();
      switch (random.nextInt(4)) {
        case 0 -> changed[random.nextInt(changed.length)] ^= 1;
        case 1 -> changed = Arrays.copyOf(bytes, random.nextInt(Tile.BYTES));
        case 2 -> Arrays.fill(changed, 4_096, Tile.BYTES, (byte) 0);
        default -> changed = Arrays.copyOf(bytes, 3 * Tile.BYTES);
      }
      Files.write(tile, changed);
      try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
        int seq = random.nextInt(1_300);
        TlogProof proof = prover.prove(seq).proof();
        assertThat(check(ledger, proof, prover.rotations()).size())
            .as("seed=%d", seed)
            .isEqualTo(ledger.leaves.size());
        assertThat(prover.consistency(ledger.notes.get(0), null).holds()).isTrue();
      }
      Files.write(tile, bytes);
    }
    for (Path tile : tiles) {
      Files.delete(tile);
    }
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      check(ledger, prover.prove(700).proof(), prover.rotations());
    }
  }

  @Test
  void aChangedEntryIsNotProvedAndThoseBesideItAre() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 600, random);
    long seq = firstThatAnnouncesNoKey(ledger);
    EntryReader.Located located;
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      located = locator.locate(seq);
    }
    Path file =
        ledger.rollFiles().stream()
            .filter(f -> f.endsWith(located.file()))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) located.offset() + 4 + 32 + 72 + 12] ^= 1;
    Files.write(file, bytes);
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      assertThatThrownBy(() -> prover.prove(seq))
          .isInstanceOf(NotProvableException.class)
          .hasMessageContaining("the entry was changed")
          .hasMessageContaining("seq=" + seq);
      check(ledger, prover.prove(seq + 1).proof(), prover.rotations());
    }
  }

  /** Above 1; behind a changed announcement nothing is sealed by a key that is followed. */
  private static long firstThatAnnouncesNoKey(SealedLedger ledger) throws IOException {
    try (EntryReader reader = EntryReader.open(ledger.folder())) {
      while (true) {
        Entry entry = Objects.requireNonNull(reader.next()).entry();
        if (entry.seq() > 1 && !entry.type().equals("key_rotated")) {
          return entry.seq();
        }
      }
    }
  }

  @Test
  void whatIsNotSealedIsNotProved() throws Exception {
    SealedLedger ledger = new SealedLedger(dir);
    ledger.entry("x", "{}").seal();
    ledger.entry("x", "{}").write();
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      assertThat(prover.prove(1).isGenesis()).isTrue();
      assertThatThrownBy(() -> prover.prove(2))
          .isInstanceOf(NotProvableException.class)
          .hasMessageContaining("not sealed yet: seq=2 sealed=2");
      assertThatThrownBy(() -> prover.prove(-1)).isInstanceOf(NotProvableException.class);
    }
    Files.delete(dir.resolve("checkpoints"));
    assertThatThrownBy(() -> LedgerProver.open(ledger.folder()))
        .isInstanceOf(NotProvableException.class)
        .hasMessageContaining("nothing of this ledger is sealed");
  }

  @Test
  void aTornOrForeignEndOfTheCheckpointsIsPassedOver() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 300, random);
    Path file = dir.resolve("checkpoints");
    String whole = Files.readString(file);
    String last = ledger.notes.get(ledger.notes.size() - 1).toString();
    SignedNote stranger =
        new Checkpoint(SealedLedger.ORIGIN, 9_999, Hash.ZERO)
            .sign(SigningKey.ofSeed(SealedLedger.ORIGIN, new byte[Hash.LENGTH]));
    List<String> ends = new ArrayList<>(List.of("x", stranger + "\n", stranger + "\n" + last));
    for (int i = 1; i < last.length(); i += 7) {
      ends.add(last.substring(0, i));
    }
    for (String end : ends) {
      Files.writeString(file, whole + end);
      try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
        assertThat(prover.newestNote()).as("end=%s", end).hasToString(last);
        check(ledger, prover.prove(299).proof(), prover.rotations());
      }
    }
  }

  @Test
  void anEarlierCheckpointServesWhereTheEndOfTheLedgerIsGone() throws Exception {
    SealedLedger ledger = new SealedLedger(dir);
    for (int i = 1; i < 600; i++) {
      ledger.entry("x", "{}");
      if (i % 100 == 99) {
        ledger.seal();
      }
    }
    ledger.write();
    try (EntryLocator locator = EntryLocator.open(ledger.folder())) {
      Path file = ledger.rollFiles().get(0);
      long end = locator.locate(450).offset();
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) end));
    }
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      assertThat(check(ledger, prover.prove(310).proof(), List.of()).size()).isEqualTo(400);
      assertThatThrownBy(() -> prover.prove(420)).hasMessageContaining("the ledger ends before");
      assertThat(prover.consistency(ledger.notes.get(0), null).broken())
          .contains("the ledger ends before its own newest checkpoint: size=600");
    }
  }

  @Test
  void aKeyOutOfItsTurnProvesNothing() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 100, random);
    SigningKey first = ledger.key;
    ledger.rotate();
    ledger.entry("x", "{}");
    int size = ledger.leaves.size();
    ledger.seal();
    ledger.write();
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      TlogProof proof = prover.prove(50).proof();
      KeyChain chain = KeyChain.of(ledger.genesis.verifierKey()).then(prover.rotations());
      assertThat(chain.verify(proof).size()).isEqualTo(size);
      TlogProof byOld =
          new TlogProof(proof.entry(), 50, proof.path(), ledger.checkpoint(size).sign(first));
      assertThatThrownBy(() -> chain.verify(byOld))
          .isInstanceOf(MalformedNoteException.class)
          .hasMessageContaining("not signed by this key");
      // The new key must not speak of what was sealed before it.
      int below = ledger.rotations.get(ledger.rotations.size() - 1).intValue();
      SignedNote early = ledger.checkpoint(below).sign(ledger.key);
      assertThat(chain.keyFor(below).hasSigned(early)).isFalse();
      // Whoever trusts the newest key needs nothing of what was before it.
      assertThat(
              KeyChain.of(ledger.key.verifierKey()).then(prover.rotations()).verify(proof).size())
          .isEqualTo(size);
    }
  }

  @Test
  void aForgedRotationIsRefused() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 50, random);
    ledger.rotate();
    ledger.seal();
    ledger.entry("x", "{}").seal();
    ledger.write();
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      List<TlogProof> rotations = prover.rotations();
      KeyChain chain = KeyChain.of(ledger.genesis.verifierKey());
      TlogProof last = rotations.get(rotations.size() - 1);
      assertThatThrownBy(() -> chain.then(rotations).then(last))
          .isInstanceOf(MalformedNoteException.class);
      TlogProof other = prover.prove(10).proof();
      assertThatThrownBy(() -> chain.then(other)).hasMessageContaining("announces no key");
    }
  }

  @Test
  void everyKeptCheckpointIsShownToBeTheBeginning() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 1_000, random);
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      for (SignedNote note : ledger.notes) {
        Consistency found = prover.consistency(note, ledger.genesis.verifierKey());
        assertThat(found.broken()).as("seed=%d", seed).isNull();
        assertThat(found.toString()).startsWith("old " + found.from().size() + "\n");
      }
    }
  }

  @Test
  void whatIsNoBeginningIsRefusedAndSaysWhy() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir.resolve("a"), 500, random);
    int size = ledger.leaves.size();
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      Hash wrong = Hash.ZERO;
      assertThat(broken(prover, new Checkpoint(SealedLedger.ORIGIN, 77, wrong), ledger.genesis))
          .contains("history was rewritten: the ledger's first 77 entries");
      assertThat(broken(prover, new Checkpoint(SealedLedger.ORIGIN, size, wrong), ledger.genesis))
          .contains("history was rewritten");
      assertThat(
              broken(prover, new Checkpoint(SealedLedger.ORIGIN, size + 1, wrong), ledger.genesis))
          .contains("its end was cut off");
      assertThat(broken(prover, new Checkpoint("tachograph/b", 7, wrong), ledger.genesis))
          .contains("another ledger's");
      SigningKey stranger = SigningKey.ofSeed(SealedLedger.ORIGIN, new byte[Hash.LENGTH]);
      SignedNote forged = ledger.checkpoint(5).sign(stranger);
      assertThat(prover.consistency(forged, ledger.genesis.verifierKey()).broken())
          .contains("not signed by the key whose turn it was");
      assertThat(prover.consistency(forged, null).holds()).isTrue();
      assertThat(prover.consistency(ledger.notes.get(0), stranger.verifierKey()).holds()).isFalse();
    }
  }

  private static String broken(LedgerProver prover, Checkpoint kept, SigningKey key)
      throws Exception {
    return prover.consistency(kept.sign(key), null).broken();
  }

  @Test
  void aPrunedLedgerProvesWhatIsLeft() throws Exception {
    SealedLedger ledger = new SealedLedger(dir);
    for (int i = 1; i < 2_000; i++) {
      ledger.entry("x", "{}");
      if (i == 300 || i == 700) {
        ledger.rotate();
      }
      if (i == 1_100) {
        ledger.seal();
        ledger.roll();
      }
      if (i == 1_500) {
        ledger.rotate();
      }
    }
    ledger.seal();
    ledger.write();
    SignedNote at = prune(ledger);
    int size = Math.toIntExact(Checkpoint.of(at).size());
    for (boolean tiles : List.of(true, false)) {
      if (!tiles) {
        deleteTree(dir.resolve("tiles"));
      }
      try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
        List<TlogProof> rotations = prover.rotations();
        assertThat(rotations).hasSize(3);
        for (int i = 0; i < 100; i++) {
          int seq = size + random.nextInt(ledger.leaves.size() - size);
          check(ledger, prover.prove(seq).proof(), rotations);
        }
        assertThatThrownBy(() -> prover.prove(size - 1))
            .isInstanceOf(NotProvableException.class)
            .hasMessageContaining("the entry was pruned");
        assertThat(prover.consistency(at, ledger.genesis.verifierKey()).holds()).isTrue();
      }
    }
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      assertThatThrownBy(() -> prover.consistency(ledger.notes.get(0), null))
          .isInstanceOf(NotProvableException.class)
          .hasMessageContaining("pruned");
    }
  }

  /** Drops the first roll file, as the format says. */
  private SignedNote prune(SealedLedger ledger) throws IOException, MalformedNoteException {
    Path pruned = Files.createDirectories(dir.resolve("pruned"));
    SignedNote at =
        ledger.notes.stream().filter(n -> n.text().contains("\n1103\n")).findFirst().orElseThrow();
    MerkleFrontier frontier = new MerkleFrontier();
    ledger.leaves.subList(0, 1_103).forEach(frontier::append);
    PrunedBoundary boundary =
        new PrunedBoundary(1_103, ledger.leaves.get(1_102), frontier.roots(), at);
    try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
      Files.writeString(pruned.resolve("0.tlog-proof"), prover.prove(0).proof().toString());
      for (TlogProof rotation : prover.rotations()) {
        if (rotation.index() < 1_103) {
          Files.writeString(pruned.resolve(rotation.index() + ".tlog-proof"), rotation.toString());
        }
      }
    }
    Files.writeString(pruned.resolve("boundary"), boundary.toString());
    Files.delete(ledger.rollFiles().get(0));
    return at;
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aMutilatedFolderNeverProvesAnotherEntry() throws Exception {
    SealedLedger ledger = SealedLedger.random(dir, 350, random);
    for (int round = 0; round < 80; round++) {
      List<Path> files = new ArrayList<>(ledger.rollFiles());
      files.add(dir.resolve("checkpoints"));
      files.add(dir.resolve("tiles/tile/0/000"));
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Files.write(file, changed, StandardOpenOption.TRUNCATE_EXISTING);
      int seq = random.nextInt(350);
      try (LedgerProver prover = LedgerProver.open(ledger.folder())) {
        TlogProof proof = prover.prove(seq).proof();
        assertThat(proof.entry().toBytes()).as("seed=%d", seed).isEqualTo(ledger.entries.get(seq));
        check(ledger, proof, prover.rotations());
      } catch (IOException e) {
        // Refused, with a sentence.
        assertThat(e).as("seed=%d", seed).isInstanceOf(NotProvableException.class);
      }
      Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    }
  }
}
