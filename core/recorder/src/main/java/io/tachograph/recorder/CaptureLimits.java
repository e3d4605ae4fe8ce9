package io.tachograph.recorder;

/**
 * How much of a call's arguments and result is kept. What is cut says so, with its full length and,
 * for text and bytes, its SHA-256, so that the whole can still be proved.
 *
 * @param depth how deep values nest, 1 to 32
 * @param stringChars how many characters of one text are kept, 16 to 1,048,576
 * @param items how many elements of one collection, map, array or record are kept, 1 to 10,000
 * @param bytes how long the captured part of one event's body may become, 1,024 to 8 MiB
 */
public record CaptureLimits(int depth, int stringChars, int items, int bytes) {
  /** Depth 6, 4,096 characters, 100 items, 64 KiB. */
  public static final CaptureLimits DEFAULT = new CaptureLimits(6, 4096, 100, 64 * 1024);

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
  }

  private static void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + " is from " + min + " to " + max + ": " + option + "=" + value);
    }
  }
}
