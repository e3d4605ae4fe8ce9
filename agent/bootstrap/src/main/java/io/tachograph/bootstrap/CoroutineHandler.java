package io.tachograph.bootstrap;

/**
 * What stands behind {@link CoroutineHook}; lives in our own class loader, so it speaks the JDK's
 * types. Called from any thread; it never waits, and of the host's code it runs getters of Kotlin's
 * own classes alone.
 */
public interface CoroutineHandler {
  /** See {@link CoroutineHook#created}. */
  void created(Object completion);

  /** See {@link CoroutineHook#enter}. */
  Object enter(Object continuation);

  /** See {@link CoroutineHook#run}. */
  void run(Object continuation);

  /** See {@link CoroutineHook#over}. */
  void over(Object completion);

  /** See {@link CoroutineHook#leave}. */
  void leave(Object turn);
}
