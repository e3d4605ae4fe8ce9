package io.tachograph.recorder.redaction;

/** A piece of a text, as one number: finding one allocates nothing. */
final class Span {
  /** No piece. */
  static final long NONE = -1;

  private static final int START_SHIFT = 31;
  private static final long MASK = (1L << START_SHIFT) - 1;

  /** A value that stands bare in JSON text, where its placeholder needs quotes. */
  private static final long BARE = 1L << 62;

  private Span() {}

  static long of(int start, int end) {
    return ((long) start << START_SHIFT) | end;
  }

  static long bare(int start, int end) {
    return of(start, end) | BARE;
  }

  static int start(long span) {
    return (int) ((span >>> START_SHIFT) & MASK);
  }

  static int end(long span) {
    return (int) (span & MASK);
  }

  static boolean isBare(long span) {
    return (span & BARE) != 0;
  }
}
