package io.tachograph.verifier;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.InclusionProof;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.MerkleTree;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.SigningKey;
import io.tachograph.format.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A ledger with checkpoints and keys that change hands, made without the writer. */
final class SealedLedger {
  static final String ORIGIN = "tachograph/sealed";
  static final String ID = "33333333-3333-4333-8333-333333333333";

  final TestLedger ledger = new TestLedger();
  final List<SignedNote> checkpoints = new ArrayList<>();

  /** The rotations' seqs. */
  final List<Long> rotations = new ArrayList<>();

  final SigningKey genesis;
  SigningKey key;

  SealedLedger(int seed) {
    genesis = key(seed);
    key = genesis;
    ledger.entry(
        "ledger_created",
        "{\"data\":{\"ledger_id\":\""
            + ID
            + "\",\"origin\":\""
            + ORIGIN
            + "\",\"vkey\":\""
            + genesis.verifierKey()
            + "\"}}");
  }

  /** Entries 1 to 30, checkpoints at 5, 10, 13, 20, 25, 28; rotations at 12 and 24. */
  static SealedLedger example(int seed) {
    SealedLedger sealed = new SealedLedger(seed);
    sealed.tasks(4).seal().tasks(5).seal().tasks(2).rotate(seed + 1);
    sealed.tasks(7).seal().tasks(4).rotate(seed + 2).tasks(3).seal().tasks(2);
    return sealed;
  }

  static SigningKey key(int seed) {
    byte[] secret = new byte[32];
    secret[0] = (byte) seed;
    return SigningKey.ofSeed(ORIGIN, secret);
  }

  SealedLedger tasks(int count) {
    for (int i = 0; i < count; i++) {
      long n = ledger.size();
      ledger.entry(
          n % 2 == 0 ? "task_start" : "task_failed",
          "{\"task_id\":\"t" + n / 2 + "\",\"data\":{\"name\":\"t\u00e4sk\",\"n\":" + n + "}}");
    }
    return this;
  }

  SealedLedger seal() {
    checkpoints.add(checkpoint(ledger.size(), key));
    return this;
  }

  SealedLedger rotate(int seed) {
    SigningKey next = key(seed);
    announce(next);
    seal();
    key = next;
    return this;
  }

  SealedLedger announce(SigningKey next) {
    rotations.add(ledger.size());
    ledger.entry("key_rotated", "{\"data\":{\"vkey\":\"" + next.verifierKey() + "\"}}");
    return this;
  }

  List<Hash> leaves(long size) {
    return ledger.excerpts().subList(0, (int) size).stream().map(e -> Hash.copyOf(e, 0)).toList();
  }

  SignedNote checkpoint(long size, SigningKey signer) {
    return new Checkpoint(ORIGIN, size, MerkleTree.root(leaves(size))).sign(signer);
  }

  LedgerVerifier.KeptCheckpoint kept(long size, SigningKey signer) throws Exception {
    return LedgerVerifier.KeptCheckpoint.of(
        "kept", checkpoint(size, signer).toString().getBytes(StandardCharsets.UTF_8));
  }

  String checkpointsText() {
    StringBuilder text = new StringBuilder();
    checkpoints.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  SealedLedger write(Path dir) throws IOException {
    return write(dir, ledger.file());
  }

  SealedLedger write(Path dir, byte[]... files) throws IOException {
    TestLedger.write(dir, files);
    Files.writeString(dir.resolve("checkpoints"), checkpointsText());
    Files.writeString(dir.resolve("ledger.vkey"), genesis.verifierKey() + "\n");
    return this;
  }

  /** Writes what is left when the entries below {@code size} are dropped. */
  void writePruned(Path dir, int size, SignedNote checkpoint) throws Exception {
    List<byte[]> kept = ledger.excerpts().subList(size, ledger.excerpts().size());
    write(dir, TestLedger.file(kept, TestLedger.FILE_BYTES));
    MerkleFrontier frontier = new MerkleFrontier();
    leaves(size).forEach(frontier::append);
    Path pruned = Files.createDirectories(dir.resolve("pruned"));
    Hash last = leaves(size).get(size - 1);
    Files.writeString(
        pruned.resolve("boundary"),
        new PrunedBoundary(size, last, frontier.roots(), checkpoint).toString());
    List<Long> proved = new ArrayList<>(List.of(0L));
    proved.addAll(rotations);
    for (long seq : proved) {
      if (seq < size) {
        SignedNote note =
            checkpoints.stream().filter(n -> of(n).size() > seq).findFirst().orElseThrow();
        Files.writeString(pruned.resolve(seq + ".tlog-proof"), proof(seq, note).toString());
      }
    }
  }

  static Checkpoint of(SignedNote note) {
    try {
      return Checkpoint.of(note);
    } catch (io.tachograph.format.MalformedNoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private TlogProof proof(long seq, SignedNote note) throws Exception {
    long size = of(note).size();
    List<Hash> leaves = leaves(size);
    byte[] excerpt = ledger.excerpts().get((int) seq);
    Entry entry = Entry.parse(excerpt, Hash.LENGTH, excerpt.length - Hash.LENGTH);
    return new TlogProof(
        entry,
        seq,
        InclusionProof.path(seq, size, (level, index) -> node(leaves, level, index)),
        note);
  }

  private static Hash node(List<Hash> leaves, int level, long index) {
    int from = (int) (index << level);
    return MerkleTree.root(leaves.subList(from, from + (1 << level)));
  }

  /** Has every entry from that one on anew, with other hashes. */
  List<byte[]> rechained(int from) throws Exception {
    TestLedger again = new TestLedger();
    for (byte[] excerpt : ledger.excerpts()) {
      Entry entry = Entry.parse(excerpt, Hash.LENGTH, excerpt.length - Hash.LENGTH);
      String body = entry.bodyText();
      again.entry(entry.type(), again.size() == from ? body.replace("task", "TASK") : body);
    }
    return Collections.unmodifiableList(again.excerpts());
  }
}
