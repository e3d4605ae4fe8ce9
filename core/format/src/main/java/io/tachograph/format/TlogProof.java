package io.tachograph.format;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A C2SP tlog-proof ({@code c2sp.org/tlog-proof@v1}): that one entry is in a ledger, for somebody
 * who has nothing else of it.
 *
 * @param entry the entry, from the {@code extra} line
 * @param index the leaf's index, which is the entry's seq
 * @param path the inclusion path, lowest first
 * @param note the signed checkpoint
 */
public record TlogProof(Entry entry, long index, List<Hash> path, SignedNote note) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int FIRST_HASH_LINE = 3;

  /** An inclusion path has no more hashes than a size has bits. */
  private static final int MAX_PATH = 63;

  /** The longest entry in base64, and all else. */
  private static final int MAX_CHARS = 23 * 1024 * 1024;

  /** Copies the path. */
  public TlogProof {
    path = List.copyOf(path);
  }

  /**
   * Reads a proof; nothing is verified.
   *
   * @throws MalformedNoteException if it is none
   */
  public static TlogProof parse(String text) throws MalformedNoteException {
    int split = text.indexOf("\n\n");
    if (text.length() > MAX_CHARS || split < 0) {
      throw new MalformedNoteException("a proof is: header, extra, index, hashes, checkpoint");
    }
    String[] lines = text.substring(0, split).split("\n", -1);
    if (lines.length < FIRST_HASH_LINE
        || lines.length > FIRST_HASH_LINE + MAX_PATH
        || !lines[0].equals(HEADER)
        || !lines[1].startsWith(EXTRA)
        || !lines[2].startsWith(INDEX)) {
      throw new MalformedNoteException(
          "a proof begins with: " + HEADER + ", extra, index, then at most 63 hashes");
    }
    try {
      byte[] extra = StrictBase64.decode(lines[1].substring(EXTRA.length()));
      List<Hash> path = new ArrayList<>();
      for (int i = FIRST_HASH_LINE; i < lines.length; i++) {
        path.add(Hash.ofBase64(lines[i]));
      }
      return new TlogProof(
          Entry.parse(extra, 0, extra.length),
          Long.parseLong(lines[2].substring(INDEX.length())),
          path,
          SignedNote.parse(text.substring(split + 2)));
    } catch (IllegalArgumentException | MalformedEntryException e) {
      throw new MalformedNoteException("not a proof: " + e.getMessage(), e);
    }
  }

  /**
   * Verifies it: the key signed the checkpoint, and the entry is in its tree.
   *
   * @param key what the asker trusts
   * @return what the checkpoint says
   * @throws MalformedNoteException if it does not hold; the message says what does not
   */
  public Checkpoint verify(VerifierKey key) throws MalformedNoteException {
    Checkpoint checkpoint = verifyInclusion();
    if (!checkpoint.origin().equals(key.name())) {
      throw new MalformedNoteException(
          "the checkpoint is another ledger's: origin="
              + checkpoint.origin()
              + " key="
              + key.name());
    }
    if (!key.hasSigned(note)) {
      throw new MalformedNoteException(
          "the checkpoint is not signed by this key: key=" + key + " signers=" + note.signers());
    }
    return checkpoint;
  }

  /**
   * Verifies all but the signature.
   *
   * @throws MalformedNoteException if the entry is not in the checkpoint's tree
   */
  public Checkpoint verifyInclusion() throws MalformedNoteException {
    Checkpoint checkpoint = Checkpoint.of(note);
    if (entry.seq() != index) {
      throw new MalformedNoteException(
          "the proof is for another entry: seq=" + entry.seq() + " index=" + index);
    }
    try {
      Hash root = InclusionProof.root(index, checkpoint.size(), entry.hash(), path);
      if (!root.equals(checkpoint.root())) {
        throw new MalformedNoteException(
            "the entry is not in the checkpoint's tree: seq="
                + index
                + " size="
                + checkpoint.size());
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("not a proof: " + e.getMessage(), e);
    }
    return checkpoint;
  }

  /** The proof's text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append(EXTRA).append(Base64.getEncoder().encodeToString(entry.toBytes())).append('\n');
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
    return text.append('\n').append(note).toString();
  }
}
