package io.tachograph.format;

/**
 * How a roll file frames its excerpts: at each offset that is a multiple of {@link #HEADER_BYTES} a
 * little-endian u32 header, and behind it as many bytes as its low bits say.
 *
 * <pre>
 *  31          30        29                  0
 * +-----------+---------+---------------------+
 * | not       | meta-   | length of what      |   0: nothing more yet
 * | complete  | data    | follows, in bytes   |   only 31 and 30: the end of a rolled file
 * +-----------+---------+---------------------+
 * </pre>
 */
public final class ExcerptLayout {
  /** How long a header is, and what the next one is aligned to. */
  public static final int HEADER_BYTES = 4;

  /** Set while what follows is not complete. */
  public static final int INCOMPLETE_BIT = 0x8000_0000;

  /** Set where what follows is the queue's own. */
  public static final int METADATA_BIT = 0x4000_0000;

  /** The bits that hold the length. */
  public static final int LENGTH_BITS = 0x3fff_ffff;

  /** Stands where a file ends because its writer rolled to the next one. */
  public static final int END_MARK = INCOMPLETE_BIT | METADATA_BIT;

  private ExcerptLayout() {}

  /** The first offset at or behind {@code offset} where a header may stand. */
  public static long aligned(long offset) {
    return (offset + HEADER_BYTES - 1) & -HEADER_BYTES;
  }

  /**
   * Where the next header stands.
   *
   * @param offset where this one does
   * @param length what it announces
   */
  public static long next(long offset, int length) {
    return aligned(offset + HEADER_BYTES + length);
  }
}
