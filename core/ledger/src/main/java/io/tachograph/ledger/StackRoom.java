package io.tachograph.ledger;

/**
 * Asks for room on the stack before something begins that must not be cut off in the middle.
 *
 * <p>What runs for the first time close to the end of a stack may leave a class of the JDK unusable
 * for the whole JVM: its initialiser fails once and for ever. So everything that is not the worn
 * path of an append asks first.
 */
final class StackRoom {
  /** About 40 KiB in compiled frames, 100 KiB in interpreted ones. */
  private static final int FRAMES = 400;

  private StackRoom() {}

  /**
   * Returns if there is room.
   *
   * @throws StackOverflowError if there is not; nothing has happened then
   */
  static void require() {
    if (descend(FRAMES, 1, 2, 3, 4, 5, 6, 7) == 0) {
      throw new IllegalStateException("a sum of odd numbers of ones is zero");
    }
  }

  /** Its arguments are used behind the inner call, so that even compiled frames are wide. */
  private static long descend(int frames, long a, long b, long c, long d, long e, long f, long g) {
    if (frames == 0) {
      return 1;
    }
    long inner = descend(frames - 1, b, c, d, e, f, g, a);
    return (inner ^ a ^ b ^ c ^ d ^ e ^ f ^ g) | 1;
  }
}
