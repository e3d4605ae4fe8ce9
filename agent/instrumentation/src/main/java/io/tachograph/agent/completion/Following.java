package io.tachograph.agent.completion;

import org.jspecify.annotations.Nullable;

/**
 * How objects of one class are followed until they complete. Found once a class, kept with that
 * class. Thread-safe.
 */
interface Following {
  /** Of a class whose objects are results and complete never. */
  Following NOT = (call, returned, declared) -> null;

  /**
   * Sees to it that the call ends when the returned object completes, at once if it has.
   *
   * @param declared what the method is declared to return
   * @return what the method is to return, most often the same; or null if that object cannot be
   *     followed, so that the call ends now
   * @throws Throwable what the host's classes throw; the object is returned as it is
   */
  @Nullable Object follow(PendingCall call, Object returned, ResultType declared) throws Throwable;
}
