package io.tachograph.verifier.proof;

import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that sign a ledger's checkpoints one after another, followed from one that the asker
 * trusts by the proofs of the entries that announce the next. Immutable.
 */
public final class KeyChain {
  /** The type of an entry that announces the next key. */
  static final String ROTATION = "key_rotated";

  private static final Pattern VKEY = Pattern.compile("\"vkey\":\"([^\"\\\\]{1,1024})\"");

  /**
   * A key and the checkpoints that it signs.
   *
   * @param key the key
   * @param above the size that its checkpoints are all greater than
   */
  public record Epoch(VerifierKey key, long above) {}

  private final List<Epoch> epochs;

  private KeyChain(List<Epoch> epochs) {
    this.epochs = List.copyOf(epochs);
  }

  /**
   * The chain of one key, which is trusted.
   *
   * @param key the genesis key, or a later one
   */
  public static KeyChain of(VerifierKey key) {
    return new KeyChain(List.of(new Epoch(key, -1)));
  }

  /**
   * This chain and the key that a proved rotation announces.
   *
   * @throws MalformedNoteException if that is not proved by the chain's last key
   */
  public KeyChain then(TlogProof rotation) throws MalformedNoteException {
    if (!rotation.entry().type().equals(ROTATION)) {
      throw new MalformedNoteException(
          "the entry announces no key: seq="
              + rotation.index()
              + " type="
              + rotation.entry().type());
    }
    Epoch last = last();
    Checkpoint checkpoint = rotation.verify(last.key());
    VerifierKey next = announced(rotation.entry().bodyText());
    if (checkpoint.size() != rotation.index() + 1
        || checkpoint.size() <= last.above()
        || !next.name().equals(last.key().name())) {
      throw new MalformedNoteException(
          "a rotation is proved by the checkpoint that ends with it, above the one before: seq="
              + rotation.index()
              + " size="
              + checkpoint.size()
              + " before="
              + last.above()
              + " name="
              + next.name());
    }
    List<Epoch> longer = new ArrayList<>(epochs);
    longer.add(new Epoch(next, checkpoint.size()));
    return new KeyChain(longer);
  }

  /**
   * This chain and all keys that proved rotations announce. Passed over are those up to the one
   * that announces the trusted key, repeated ones, and proofs of other entries.
   *
   * @param rotations in order of their seq
   * @throws MalformedNoteException if one is not proved by the key before it
   */
  public KeyChain then(List<TlogProof> rotations) throws MalformedNoteException {
    int from = 0;
    for (int i = 0; i < rotations.size(); i++) {
      if (rotations.get(i).entry().bodyText().contains("\"" + last().key() + "\"")) {
        from = i + 1;
      }
    }
    KeyChain chain = this;
    for (TlogProof rotation : rotations.subList(from, rotations.size())) {
      boolean isKnown = rotation.index() < chain.last().above();
      if (!isKnown && rotation.entry().type().equals(ROTATION)) {
        chain = chain.then(rotation);
      }
    }
    return chain;
  }

  /** The key that signs checkpoints of a size. */
  public VerifierKey keyFor(long size) {
    VerifierKey key = epochs.get(0).key();
    for (Epoch epoch : epochs) {
      if (size > epoch.above()) {
        key = epoch.key();
      }
    }
    return key;
  }

  /**
   * Verifies a proof by the key whose turn it was.
   *
   * @return what its checkpoint says
   * @throws MalformedNoteException if it does not hold
   */
  public Checkpoint verify(TlogProof proof) throws MalformedNoteException {
    return proof.verify(keyFor(Checkpoint.of(proof.note()).size()));
  }

  /** The newest key. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /** All keys in order, the trusted one first. */
  public List<Epoch> epochs() {
    return epochs;
  }

  /**
   * The key that the body of {@code ledger_created} or {@code key_rotated} gives.
   *
   * @throws MalformedNoteException if it gives none
   */
  static VerifierKey announced(String body) throws MalformedNoteException {
    Matcher matcher = VKEY.matcher(body);
    if (!matcher.find()) {
      throw new MalformedNoteException("the entry gives no vkey");
    }
    return VerifierKey.parse(matcher.group(1));
  }
}
