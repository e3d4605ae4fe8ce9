package io.tachograph.verifier.proof;

import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.proof.CheckpointLog.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which key signs what in a ledger, by its own entries: the first one's is the genesis key, and the
 * last checkpoint by each key ends with the entry that announces the next. For one thread.
 */
final class LedgerKeys {
  private static final String CREATED = "ledger_created";

  private final LedgerTree tree;
  private final CheckpointLog log;
  private final VerifierKey genesis;
  private @Nullable Sealed known;
  private @Nullable VerifierKey keyOfKnown;

  private LedgerKeys(LedgerTree tree, CheckpointLog log, VerifierKey genesis) {
    this.tree = tree;
    this.log = log;
    this.genesis = genesis;
  }

  static LedgerKeys of(LedgerTree tree, CheckpointLog log) throws IOException {
    return new LedgerKeys(tree, log, announced(tree.entry(0), CREATED));
  }

  private static VerifierKey announced(Entry entry, String type) throws IOException {
    try {
      if (!entry.type().equals(type)) {
        throw new MalformedNoteException("it is another entry: type=" + entry.type());
      }
      return KeyChain.announced(entry.bodyText());
    } catch (MalformedNoteException e) {
      throw new NotProvableException(
          "no key where one must be: seq="
              + entry.seq()
              + " wanted="
              + type
              + ": "
              + e.getMessage());
    }
  }

  VerifierKey genesis() {
    return genesis;
  }

  /** Whether a checkpoint is this ledger's, signed by the key whose turn it was. */
  boolean holds(Sealed sealed) throws IOException {
    try {
      return sealed.checkpoint().origin().equals(genesis.name())
          && keyOf(sealed).hasSigned(sealed.note());
    } catch (NotProvableException e) {
      // A key that nothing announces.
      return false;
    }
  }

  /** The key whose turn it was at a checkpoint, one step back and no further. */
  VerifierKey keyOf(Sealed sealed) throws IOException {
    if (known == null || keyOfKnown == null || !known.isByKeyOf(sealed)) {
      keyOfKnown = findKeyOf(sealed);
      known = sealed;
    }
    return keyOfKnown;
  }

  private VerifierKey findKeyOf(Sealed sealed) throws IOException {
    Sealed before = log.lastByKeyBefore(sealed);
    if (before == null) {
      return genesis;
    }
    if (sealed.checkpoint().size() <= before.checkpoint().size()) {
      throw new NotProvableException(
          "a checkpoint by a new key is not above those by the one before: size="
              + sealed.checkpoint().size());
    }
    return announced(tree.entry(before.checkpoint().size() - 1), KeyChain.ROTATION);
  }

  /**
   * The proofs of all rotations below a checkpoint, each against the checkpoint that ends with it,
   * signed by the key before.
   */
  List<TlogProof> rotations(Sealed until) throws IOException {
    List<TlogProof> proofs = new ArrayList<>();
    KeyChain chain = KeyChain.of(genesis);
    for (Sealed at = log.at(0); at != null; ) {
      Sealed last = log.lastByKeyOf(at);
      if (last.offset() >= until.offset()) {
        return proofs;
      }
      TlogProof proof = tree.proof(last.checkpoint().size() - 1, last.note());
      try {
        chain = chain.then(proof);
      } catch (MalformedNoteException e) {
        throw new NotProvableException(
            "the chain of keys is broken: " + e.getMessage() + "; verify says what is wrong");
      }
      proofs.add(proof);
      at = log.at(last.end());
    }
    return proofs;
  }
}
