package io.tachograph.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.MerkleFrontier;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a closed ledger's entries and checkpoints, and checks that the one seals the other. */
final class SealJudge {
  private final Path folder;
  private final List<Entry> entries = new ArrayList<>();
  private final List<SignedNote> notes = new ArrayList<>();

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
            .readOnly(true)
            .build()) {
      ChronicleCursor cursor = new ChronicleCursor(folder, queue, 0);
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        entries.add(entry);
      }
      cursor.close();
    }
    Path file = folder.resolve(CheckpointFile.FILE_NAME);
    String[] parts = (Files.exists(file) ? Files.readString(file) : "").split("\n\n", -1);
    assertThat(parts.length % 2).as("whole notes").isEqualTo(1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      notes.add(SignedNote.parse((parts[i] + "\n\n" + parts[i + 1] + "\n").getBytes(UTF_8)));
    }
  }

  private List<Judged> checkpoints() throws Exception {
    List<VerifierKey> keys = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (Entry entry : entries) {
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
    MerkleFrontier frontier = new MerkleFrontier();
    for (SignedNote note : notes) {
      Checkpoint checkpoint = Checkpoint.of(note);
      while (frontier.size() < checkpoint.size()) {
        Hash hash = entries.get((int) frontier.size()).hash();
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
