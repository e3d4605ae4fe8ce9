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
   * @param self the object that the method was called on, null for a static one
   * @return what {@link #exit} takes, or null if the call is not recorded
   */
  @Nullable Object enter(int site, @Nullable Object self, Object[] arguments);

  /**
   * A call that {@link #enter} returned something for ends.
   *
   * @param returned what it returned, null for nothing
   * @param thrown what it threw, or null
   */
  void exit(Object call, @Nullable Object returned, @Nullable Throwable thrown);

  /**
   * As {@link #exit}, of a method that may return what completes later.
   *
   * @param site the call site's number
   * @return what the method is to return in place of {@code returned}, most often the same
   */
  @Nullable Object exitLater(
      int site, Object call, @Nullable Object returned, @Nullable Throwable thrown);

  /** A future of the JDK's, into which a hook was put, has completed. */
  default void completed(Object future) {
    // Who followed none has none to end.
  }

  /**
   * As {@link #enter}, of a method that gives its result to its last argument. One of Kotlin's
   * suspend functions is also entered when it goes on after it was suspended.
   *
   * @param arguments as given; the last, a continuation or another callback, may be replaced
   */
  default @Nullable Object enterWithCallback(int site, @Nullable Object self, Object[] arguments) {
    return null;
  }

  /** As {@link #exit}, of such a method that returned, was suspended or threw. */
  default void exitWithCallback(
      Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    // Who recorded no start has no end.
  }

  /** A continuation of Kotlin's, into whose class a hook was put, goes on with a result. */
  default void resumed(Object continuation, @Nullable Object result) {
    // Who followed none has none to end.
  }

  /** Something of ours failed and was kept from the host. */
  void swallowed(Throwable error);
}
