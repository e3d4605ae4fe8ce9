package io.tachograph.verifier;

import java.util.Locale;

/** What verification may find; {@code docs/format.md} says when. */
public enum FindingKind {
  /** The stored hash is not the hash of the entry. */
  HASH_MISMATCH,
  /** {@code prev} is not the hash of the entry before. */
  LINK_MISMATCH,
  /** Entries are missing, repeated or moved. */
  SEQUENCE_GAP,
  /** An excerpt or an entry that does not parse, or lengths that do not add up. */
  MALFORMED,
  /** A checkpoint's root is not the tree's at that size. */
  ROOT_MISMATCH,
  /** A checkpoint or a key is not signed by the key that must have signed it. */
  BAD_SIGNATURE,
  /** Files end, or begin, before what they say they hold. */
  TRUNCATED,
  /** A roll file between two others is gone. */
  MISSING_FILE,
  /** The ledger is not the one that is expected, or does not say which it is. */
  WRONG_LEDGER;

  /** The name as reports write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
