package io.tachograph.verifier.proof;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.Hash;
import io.tachograph.format.SignedNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a checkpoint that was kept elsewhere is the beginning of a ledger.
 *
 * @param from what was kept
 * @param to the ledger's newest checkpoint
 * @param note that one, signed
 * @param path the RFC 6962 consistency path between them, empty where it is not shown
 * @param broken why it is not, in a sentence; null where it is
 */
public record Consistency(
    Checkpoint from, Checkpoint to, SignedNote note, List<Hash> path, @Nullable String broken) {
  /** Copies the path. */
  public Consistency {
    path = List.copyOf(path);
  }

  /** Whether it was proved. */
  public boolean holds() {
    return broken == null;
  }

  /**
   * The proof in the form in which C2SP tlog-witness hands it on: the old size, the path, an empty
   * line, the newer checkpoint.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("old ").append(from.size()).append('\n');
    path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
    return text.append('\n').append(note).toString();
  }
}
