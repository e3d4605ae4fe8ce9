package io.tachograph.store;

/** Checks of what callers ask for. */
final class Limits {
  private Limits() {}

  /** The number of rows that a caller wants at most, 1 or above. */
  static int positive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a list has room for 1 row or more: limit=" + limit);
    }
    return limit;
  }
}
