package io.tachograph.format;

import java.util.regex.Pattern;

/**
 * What a C2SP tlog-checkpoint says: that the tree of {@code size} leaves of the ledger {@code
 * origin} has this root.
 *
 * @param origin the ledger's name
 * @param size how many entries it covers
 * @param root the tree's root over them
 */
public record Checkpoint(String origin, long size, Hash root) {
  private static final int TEXT_LINES = 3;
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

  /** Checks the origin and the size. */
  public Checkpoint {
    if (!VerifierKey.isName(origin) || size < 0) {
      throw new IllegalArgumentException(
          "a checkpoint has an origin without white space and plus, and a size of 0 or more:"
              + " origin="
              + origin
              + " size="
              + size);
    }
  }

  /**
   * Reads a note's text.
   *
   * @throws MalformedNoteException if it is not origin, size and root, a line each
   */
  public static Checkpoint of(SignedNote note) throws MalformedNoteException {
    String[] lines = note.text().split("\n", -1);
    if (lines.length != TEXT_LINES + 1 || !SIZE.matcher(lines[1]).matches()) {
      throw new MalformedNoteException("a checkpoint is three lines: origin, size, base64 root");
    }
    try {
      return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException("not a checkpoint: " + e.getMessage(), e);
    }
  }

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root.toBase64() + "\n";
  }

  /** Signs it. */
  public SignedNote sign(SigningKey key) {
    return key.sign(text());
  }
}
