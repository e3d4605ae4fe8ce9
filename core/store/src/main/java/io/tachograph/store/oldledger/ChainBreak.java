package io.tachograph.store.oldledger;

import org.jspecify.annotations.Nullable;

/**
 * Where the chain of an old ledger does not hold. One change gives one of them, not one for every
 * row behind it.
 *
 * @param rowId the row at which it shows
 * @param finding what does not hold
 * @param column the column that was changed, where the rows around it tell; else null
 * @param stored the hash that stands there, null where none does
 * @param computed the hash that should, null where the row cannot be hashed
 */
public record ChainBreak(
    long rowId,
    Finding finding,
    @Nullable Column column,
    @Nullable String stored,
    @Nullable String computed) {
  /** What does not hold. */
  public enum Finding {
    /** {@code current_hash} is not the hash of the row. */
    HASH_MISMATCH("the row is not the one that was hashed"),
    /** {@code previous_hash} is not the hash of the row before. */
    LINK_MISMATCH(
        "the row does not follow the one before: previous_hash was changed, or rows before it were"
            + " changed, removed, added or moved"),
    /** A hashed column holds bytes that are no text, which no writer can have hashed. */
    NOT_HASHABLE("the row holds bytes that are no text, so nobody can have hashed it");

    private final String words;

    Finding(String words) {
      this.words = words;
    }

    /** A sentence about it. */
    public String words() {
      return words;
    }
  }
}
