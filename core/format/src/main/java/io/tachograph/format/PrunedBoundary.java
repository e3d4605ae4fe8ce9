package io.tachograph.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of entries that were dropped, so that the rest verifies to the same roots: the file
 * {@code pruned/boundary}.
 *
 * @param size how many entries were dropped, the first one's seq upwards
 * @param lastHash the hash of the last of them, which is {@code prev} of the first that is left
 * @param roots the roots of the perfect subtrees that make them up, largest first
 * @param note the signed checkpoint of exactly that size
 */
public record PrunedBoundary(long size, Hash lastHash, List<Hash> roots, SignedNote note) {
  private static final String HEADER = "tachograph/pruned@v1";
  private static final int FIRST_HASH_LINE = 2;

  /** Copies the roots. */
  public PrunedBoundary {
    roots = List.copyOf(roots);
  }

  /**
   * Reads the file's text.
   *
   * @throws MalformedNoteException if it is not that, or its parts do not fit each other; the
   *     signature is not verified
   */
  public static PrunedBoundary parse(String text) throws MalformedNoteException {
    int split = text.indexOf("\n\n");
    if (text.length() > 2 * SignedNote.MAX_BYTES || split < 0) {
      throw new MalformedNoteException("a boundary is: header, size, hashes, checkpoint");
    }
    String[] lines = text.substring(0, split).split("\n", -1);
    if (lines.length < FIRST_HASH_LINE + 1 || !lines[0].equals(HEADER)) {
      throw new MalformedNoteException("a boundary begins with: " + HEADER + ", size, hashes");
    }
    try {
      List<Hash> hashes = new ArrayList<>();
      for (int i = FIRST_HASH_LINE; i < lines.length; i++) {
        hashes.add(Hash.ofBase64(lines[i]));
      }
      PrunedBoundary boundary =
          new PrunedBoundary(
              Long.parseLong(lines[1]),
              hashes.get(0),
              hashes.subList(1, hashes.size()),
              SignedNote.parse(text.substring(split + 2)));
      boundary.check();
      return boundary;
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("not a boundary: " + e.getMessage(), e);
    }
  }

  private void check() throws MalformedNoteException {
    Checkpoint checkpoint = Checkpoint.of(note);
    if (size < 1 || checkpoint.size() != size || !frontier().root().equals(checkpoint.root())) {
      throw new MalformedNoteException(
          "the boundary's hashes do not make up its checkpoint: size="
              + size
              + " checkpoint="
              + checkpoint.size());
    }
  }

  /** The tree's edge at the boundary, to go on from. */
  public MerkleFrontier frontier() {
    return MerkleFrontier.of(size, roots);
  }

  /** The file's text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADER).append('\n').append(size).append('\n');
    text.append(lastHash.toBase64()).append('\n');
    roots.forEach(root -> text.append(root.toBase64()).append('\n'));
    return text.append('\n').append(note).toString();
  }
}
