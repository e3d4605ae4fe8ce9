package io.tachograph.verifier;

/** Hears how far verification came. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * So much is read.
   *
   * @param doneBytes bytes read or skipped so far
   * @param totalBytes the size of all files
   */
  void at(long doneBytes, long totalBytes);
}
