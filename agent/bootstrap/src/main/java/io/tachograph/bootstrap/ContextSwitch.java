package io.tachograph.bootstrap;

import org.jspecify.annotations.Nullable;

/** Makes a context the calling thread's. Never throws. */
@FunctionalInterface
public interface ContextSwitch {
  /**
   * Makes it current.
   *
   * @return what was current before, to be given to this method when the work is over
   */
  @Nullable Object enter(@Nullable Object context);
}
