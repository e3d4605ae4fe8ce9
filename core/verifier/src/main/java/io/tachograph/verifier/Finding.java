package io.tachograph.verifier;

/**
 * One thing that is wrong with a ledger.
 *
 * @param kind which kind
 * @param seq the entry it concerns: the one that should stand there
 * @param file the roll file's name
 * @param offset where in the file, in bytes
 * @param detail what was found, in words
 */
public record Finding(FindingKind kind, long seq, String file, long offset, String detail) {
  @Override
  public String toString() {
    return kind.text() + " seq=" + seq + " file=" + file + " offset=" + offset + ": " + detail;
  }
}
