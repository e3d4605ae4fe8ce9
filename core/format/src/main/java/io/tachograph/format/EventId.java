package io.tachograph.format;

/**
 * Makes the two halves of a UUIDv7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then
 * random bits. Pure: the caller brings clock and randomness.
 */
public final class EventId {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private EventId() {}

  /**
   * The first eight bytes.
   *
   * @param unixMillis milliseconds since the epoch; the low 48 bits count
   * @param random its low 12 bits count
   */
  public static long high(long unixMillis, long random) {
    return (unixMillis << 16) | VERSION_7 | (random & 0xfffL);
  }

  /**
   * The last eight bytes.
   *
   * @param random its low 62 bits count
   */
  public static long low(long random) {
    return VARIANT | (random & 0x3fff_ffff_ffff_ffffL);
  }
}
