package io.tachograph.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@link CallHook}; lives in our own class loader, so it speaks the JDK's types.
 * Called from any thread.
 */
public interface CallHandler {
  /**
   * A call begins.
   *
   * @param site the call site's number, given when the method was instrumented
   * @return what {@link #exit} takes, or null if the call is not recorded
   */
  @Nullable Object enter(int site, Object[] arguments);

  /**
   * A call that {@link #enter} returned something for ends.
   *
   * @param returned what it returned, null for nothing
   * @param thrown what it threw, or null
   */
  void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown);

  /** Something of ours failed and was kept from the host. */
  void swallowed(Throwable error);
}
