package io.tachograph.recorder;

/**
 * How much of a call's arguments and result is looked at and kept. What is cut says so, with its
 * full length and, for text and bytes up to a length, its SHA-256, so that the whole can still be
 * proved.
 *
 * @param depth how deep values nest, 1 to 32
 * @param stringChars how many characters of one text are kept, 16 to 1,048,576
 * @param items how many elements of one collection, map, array or record are kept, 1 to 10,000
 * @param bytes how long the captured part of one event's body may become, 1,024 to 8 MiB
 * @param hashed up to how many characters a text, and bytes an array, is looked at as a whole and
 *     hashed, 0 to 64 Mi: the caller waits for it, and pays again at each call that it is given to
 */
public record CaptureLimits(int depth, int stringChars, int items, int bytes, int hashed) {
  /** Depth 6, 4,096 characters, 100 items, 64 KiB, and hashes up to 1 Mi. */
  public static final CaptureLimits DEFAULT = new CaptureLimits(6, 4096, 100, 64 * 1024, 1 << 20);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  public CaptureLimits {
    check("capture.depth", depth, 1, 32);
    check("capture.string", stringChars, 16, 1 << 20);
    check("capture.items", items, 1, 10_000);
    check("capture.bytes", bytes, 1024, 8 << 20);
    check("capture.hash", hashed, 0, 64 << 20);
  }

  private static void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + " is from " + min + " to " + max + ": " + option + "=" + value);
    }
  }
}
