package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.PrunedBoundary;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a closed ledger's entries and checkpoints, and checks that the one seals the other, and
 * what was pruned both.
 */
final class SealJudge {
  private final Path folder;
  private final List<Entry> entries = new ArrayList<>();
  private final List<SignedNote> notes = new ArrayList<>();
  private final List<TlogProof> proofs = new ArrayList<>();
  private @Nullable PrunedBoundary boundary;

  private SealJudge(Path folder) {
    this.folder = folder;
  }

  /** A checkpoint and the number of the epoch whose key signed it. */
  record Judged(long size, int epoch) {}

  /** Checks everything, and gives the checkpoints. */
  static List<Judged> judge(Path folder) throws Exception {
    SealJudge judge = new SealJudge(folder);
    judge.read();
    return judge.checkpoints();
  }

  /** The entries, unjudged. */
  static List<Entry> entries(Path folder) throws Exception {
    SealJudge judge = new SealJudge(folder);
    judge.read();
    return judge.entries;
  }

  private void read() throws Exception {
    try (var queue =
        net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder.binary(
                folder.resolve(ChronicleLedger.QUEUE_FOLDER))
            .rollCycle(net.openhft.chronicle.queue.RollCycles.FAST_DAILY)
            .build()) {
      ChronicleCursor cursor = new ChronicleCursor(folder, queue, 0);
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
      cursor.close();
    }
    if (entries.get(0).seq() > 0) {
      readPruned();
    }
    Path file = folder.resolve(CheckpointFile.FILE_NAME);
    String[] parts = (Files.exists(file) ? Files.readString(file) : "").split("\n\n", -1);
    assertThat(parts.length % 2).as("whole notes").isEqualTo(1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      notes.add(SignedNote.parse((parts[i] + "\n\n" + parts[i + 1] + "\n").getBytes(UTF_8)));
    }
  }

  private void readPruned() throws Exception {
    Path pruned = folder.resolve("pruned");
    PrunedBoundary read = PrunedBoundary.parse(Files.readString(pruned.resolve("boundary")));
    boundary = read;
    entries.removeIf(entry -> entry.seq() < read.size());
    assertThat(entries.get(0).seq()).isEqualTo(read.size());
    assertThat(entries.get(0).prev()).isEqualTo(read.lastHash());
    try (var files = Files.list(pruned)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".tlog-proof")).toList()) {
        TlogProof proof = TlogProof.parse(Files.readString(file));
        assertThat(proof.verifyInclusion().size()).isEqualTo(proof.index() + 1);
        assertThat(file.getFileName()).hasToString(proof.index() + ".tlog-proof");
        if (proof.index() < read.size()) {
          proofs.add(proof);
        }
      }
    }
    proofs.sort(Comparator.comparing(TlogProof::index));
    assertThat(proofs.get(0).index()).isZero();
  }

  /** The entries that announce keys, wherever they are kept. */
  private List<Entry> announcing() {
    List<Entry> all = new ArrayList<>();
    proofs.forEach(proof -> all.add(proof.entry()));
    all.addAll(entries);
    return all;
  }

  private void judgePruned(PrunedBoundary pruned, List<VerifierKey> keys, List<Long> ends) {
    for (int i = 0; i < proofs.size(); i++) {
      assertThat(keys.get(Math.max(0, i - 1)).hasSigned(proofs.get(i).note())).isTrue();
    }
    int epoch = 0;
    while (epoch < ends.size() && ends.get(epoch) < pruned.size()) {
      epoch++;
    }
    assertThat(keys.get(epoch).hasSigned(pruned.note())).isTrue();
  }

  private List<Judged> checkpoints() throws Exception {
    List<VerifierKey> keys = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (Entry entry : announcing()) {
      VerifierKey announced = announced(entry);
      if (announced != null) {
        if (entry.seq() > 0) {
          ends.add(entry.seq() + 1);
        }
        keys.add(announced);
      }
    }
    assertThat(keys.get(0)).hasToString(Files.readString(folder.resolve(Seals.VKEY_FILE)).strip());
    List<Judged> judged = new ArrayList<>();
    PrunedBoundary pruned = boundary;
    MerkleFrontier frontier = pruned == null ? new MerkleFrontier() : pruned.frontier();
    long first = frontier.size();
    if (pruned != null) {
      judgePruned(pruned, keys, ends);
    }
    for (SignedNote note : notes) {
      Checkpoint checkpoint = Checkpoint.of(note);
      if (checkpoint.size() < first) {
        continue;
      }
      while (frontier.size() < checkpoint.size()) {
        Hash hash = entries.get((int) (frontier.size() - first)).hash();
        frontier.append(hash);
      }
      assertThat(frontier.size()).as("sizes never fall").isEqualTo(checkpoint.size());
      assertThat(checkpoint.root()).isEqualTo(frontier.root());
      int epoch = 0;
      while (epoch < ends.size() && ends.get(epoch) < checkpoint.size()) {
        epoch++;
      }
      assertThat(keys.get(epoch).hasSigned(note))
          .as("signed by the key of its epoch: size=" + checkpoint.size() + " epoch=" + epoch)
          .isTrue();
      judged.add(new Judged(checkpoint.size(), epoch));
    }
    for (int epoch = 0; epoch < ends.size(); epoch++) {
      if (ends.get(epoch) < first) {
        continue;
      }
      boolean reached = judged.get(judged.size() - 1).size() >= ends.get(epoch);
      if (reached) {
        assertThat(judged).contains(new Judged(ends.get(epoch), epoch));
      }
    }
    return judged;
  }

  private @Nullable VerifierKey announced(Entry entry) {
    return entry.type().equals("ledger_created") || entry.type().equals("key_rotated")
        ? LedgerIdentity.verifierKey(entry, folder)
        : null;
  }
}
