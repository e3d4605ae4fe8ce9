package io.tachograph.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * The bridge from Kotlin's coroutines to what carries contexts from thread to thread. Methods of
 * Kotlin's own libraries call it where a coroutine is made, and where it goes on. Never throws,
 * never waits.
 */
public final class CoroutineHook {
  private CoroutineHook() {}

  /**
   * A coroutine was made: it belongs to what this thread is doing.
   *
   * @param completion the continuation that gets its result
   */
  public static void created(Object completion) {
    ContextHandler handler = ContextHook.handler();
    if (handler != null) {
      try {
        handler.coroutines().created(completion);
      } catch (Throwable e) {
        ContextHook.swallow(handler, e);
      }
    }
  }

  /**
   * A continuation is resumed, and after it those that get its result, each by {@link #run}; or a
   * coroutine begins on the thread that made it, which is known by who gets its result.
   *
   * @return what {@link #leave} takes
   */
  public static @Nullable Object enter(Object continuation) {
    ContextHandler handler = ContextHook.handler();
    if (handler != null) {
      try {
        return handler.coroutines().enter(continuation);
      } catch (Throwable e) {
        ContextHook.swallow(handler, e);
      }
    }
    return null;
  }

  /** The code of a continuation goes on now. */
  public static void run(Object continuation) {
    ContextHandler handler = ContextHook.handler();
    if (handler != null) {
      try {
        handler.coroutines().run(continuation);
      } catch (Throwable e) {
        ContextHook.swallow(handler, e);
      }
    }
  }

  /** A continuation gets the result of a coroutine, which is over. */
  public static void over(Object completion) {
    ContextHandler handler = ContextHook.handler();
    if (handler != null) {
      try {
        handler.coroutines().over(completion);
      } catch (Throwable e) {
        ContextHook.swallow(handler, e);
      }
    }
  }

  /** The thread leaves a coroutine, and is again in what it was in before. */
  public static void leave(@Nullable Object turn) {
    ContextHandler handler = ContextHook.handler();
    if (handler != null && turn != null) {
      try {
        handler.coroutines().leave(turn);
      } catch (Throwable e) {
        ContextHook.swallow(handler, e);
      }
    }
  }
}
