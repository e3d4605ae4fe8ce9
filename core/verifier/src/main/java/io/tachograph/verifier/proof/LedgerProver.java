package io.tachograph.verifier.proof;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.ConsistencyProof;
import io.tachograph.format.Hash;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.CheckpointLog.Sealed;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes proofs from a ledger's files, with tiles where there are good ones. Reads only, and as much
 * as the proof needs; a live writer may go on meanwhile. For one thread.
 */
public final class LedgerProver implements AutoCloseable {
  /** So many checkpoints that do not hold are passed over at the end of their file. */
  private static final int MAX_PASSED_OVER = 100;

  private final LedgerTree tree;
  private final CheckpointLog log;
  private final LedgerKeys keys;
  private final Sealed newest;

  /**
   * A proof and what verifies it.
   *
   * @param proof verified
   * @param key the key that signed its checkpoint
   * @param isGenesis whether that is the ledger's first key
   */
  public record Proven(TlogProof proof, VerifierKey key, boolean isGenesis) {}

  private LedgerProver(LedgerTree tree, CheckpointLog log, LedgerKeys keys, Sealed newest) {
    this.tree = tree;
    this.log = log;
    this.keys = keys;
    this.newest = newest;
  }

  /**
   * Opens a ledger and finds its newest checkpoint that holds.
   *
   * @throws NotProvableException if it has none
   * @throws IOException if a file cannot be read
   */
  public static LedgerProver open(LedgerFolder folder) throws IOException {
    CheckpointLog log = CheckpointLog.open(folder);
    LedgerTree tree = null;
    try {
      tree = LedgerTree.open(folder);
      LedgerKeys keys = LedgerKeys.of(tree, log);
      return new LedgerProver(tree, log, keys, newest(log, keys));
    } catch (IOException | RuntimeException e) {
      log.close();
      if (tree != null) {
        tree.close();
      }
      throw e;
    }
  }

  private static Sealed newest(CheckpointLog log, LedgerKeys keys) throws IOException {
    Sealed sealed = log.last();
    for (int i = 0; sealed != null && i < MAX_PASSED_OVER; i++) {
      if (keys.holds(sealed)) {
        return sealed;
      }
      sealed = log.last(sealed.offset());
    }
    throw new NotProvableException(
        "no checkpoint of this ledger holds that it could be proved against; verify says why");
  }

  /** The ledger's first key, by its own first entry. */
  public VerifierKey genesisKey() {
    return keys.genesis();
  }

  /** The newest checkpoint that holds. */
  public SignedNote newestNote() {
    return newest.note();
  }

  /**
   * Proves an entry against the newest checkpoint that holds, or where the entries do not make that
   * one up against the first that covers the entry.
   *
   * @throws NotProvableException if the entry is not sealed yet, was pruned, or does not hold
   * @throws IOException if a file cannot be read
   */
  public Proven prove(long seq) throws IOException {
    if (seq < 0 || seq >= newest.checkpoint().size()) {
      throw new NotProvableException(
          "the entry is not sealed yet: seq="
              + seq
              + " sealed="
              + newest.checkpoint().size()
              + "; no signed checkpoint covers it, wait for the next one");
    }
    if (seq < tree.prunedSize()) {
      throw new NotProvableException(
          "the entry was pruned: seq="
              + seq
              + " first="
              + tree.prunedSize()
              + "; a proof that was made before stays valid");
    }
    try {
      return proven(seq, newest);
    } catch (NotProvableException e) {
      Sealed first = log.firstCovering(seq);
      if (first == null || first.offset() == newest.offset() || !keys.holds(first)) {
        throw e;
      }
      return proven(seq, first);
    }
  }

  private Proven proven(long seq, Sealed sealed) throws IOException {
    VerifierKey key = keys.keyOf(sealed);
    TlogProof proof = tree.proof(seq, sealed.note());
    try {
      proof.verify(key);
    } catch (MalformedNoteException e) {
      throw new NotProvableException("the proof does not hold: " + e.getMessage());
    }
    return new Proven(proof, key, key.equals(keys.genesis()));
  }

  /**
   * The proofs of all rotations, with which the genesis key alone verifies any checkpoint so far:
   * in order, each against the checkpoint that ends with it.
   *
   * @throws NotProvableException if the chain of keys is broken
   * @throws IOException if a file cannot be read
   */
  public List<TlogProof> rotations() throws IOException {
    return keys.rotations(newest);
  }

  /**
   * Proves that a checkpoint that was kept elsewhere is the beginning of this ledger, or says why
   * it is not.
   *
   * @param trusted the genesis key, or a later one, by which both signatures are verified; null to
   *     compare the trees alone
   * @throws MalformedNoteException if what was kept is no checkpoint
   * @throws NotProvableException if the entries that are needed were pruned
   * @throws IOException if a file cannot be read
   */
  public Consistency consistency(SignedNote kept, @Nullable VerifierKey trusted)
      throws IOException, MalformedNoteException {
    Checkpoint from = Checkpoint.of(kept);
    Checkpoint to = newest.checkpoint();
    String broken = apart(from, to);
    if (broken == null && trusted != null) {
      broken = unsigned(kept, from, to, trusted);
    }
    if (broken != null) {
      return broken(from, broken);
    }
    Consistency found = consistency(from, to, tree.nodes(true));
    if (found == null) {
      found = consistency(from, to, tree.nodes(false));
    }
    return found != null
        ? found
        : broken(
            from,
            "the ledger's entries do not make up its own newest checkpoint: size=" + to.size());
  }

  private Consistency broken(Checkpoint from, String why) {
    return new Consistency(from, newest.checkpoint(), newest.note(), List.of(), why);
  }

  private @Nullable String apart(Checkpoint from, Checkpoint to) throws IOException {
    if (!from.origin().equals(to.origin())) {
      return "the kept checkpoint is another ledger's: kept="
          + from.origin()
          + " ledger="
          + to.origin();
    }
    if (from.size() > to.size()) {
      return "the ledger's newest checkpoint covers less than the kept one, so its end was cut off:"
          + " kept="
          + from.size()
          + " ledger="
          + to.size();
    }
    return tree.reaches(to.size())
        ? null
        : "the ledger ends before its own newest checkpoint: size=" + to.size();
  }

  private @Nullable String unsigned(
      SignedNote kept, Checkpoint from, Checkpoint to, VerifierKey trusted) throws IOException {
    try {
      KeyChain chain = KeyChain.of(trusted).then(keys.rotations(newest));
      if (!chain.keyFor(from.size()).hasSigned(kept)) {
        return "the kept checkpoint is not signed by the key whose turn it was: size="
            + from.size()
            + " signers="
            + kept.signers();
      }
      return chain.keyFor(to.size()).hasSigned(newest.note())
          ? null
          : "the ledger's newest checkpoint is not signed by a key that follows from the given one:"
              + " size="
              + to.size()
              + " key="
              + trusted;
    } catch (MalformedNoteException e) {
      return "the ledger's keys do not follow from the given one: " + e.getMessage();
    }
  }

  /** Null where the nodes do not make up the newest checkpoint, and so say nothing. */
  private @Nullable Consistency consistency(Checkpoint from, Checkpoint to, LedgerNodes nodes)
      throws IOException {
    Hash root = nodes.root(from.size());
    List<Hash> path = ConsistencyProof.path(from.size(), to.size(), nodes);
    if (!ConsistencyProof.verify(from.size(), to.size(), root, to.root(), path)) {
      return null;
    }
    if (root.equals(from.root())) {
      return new Consistency(from, to, newest.note(), path, null);
    }
    return broken(
        from,
        "history was rewritten: the ledger's first "
            + from.size()
            + " entries are not those of the kept checkpoint: kept="
            + from.root()
            + " ledger="
            + root);
  }

  /** How many bytes of entries and tiles were read so far. */
  public long bytesRead() {
    return tree.bytesRead();
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      tree.close();
    }
  }
}
