package io.tachograph.bootstrap;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bridge from the JDK's executors to what carries contexts from thread to thread. Methods of
 * the JDK call it where they take a task and where they run it. Never throws, never waits.
 */
public final class ContextHook {
  /** As a token: the thread's context was left as it was. */
  private static final Object UNCHANGED = new Object();

  private static final int ASYNC = 1;

  private static final AtomicReference<@Nullable ContextHandler> HANDLER = new AtomicReference<>();

  private ContextHook() {}

  /** Puts the handler in place, or takes it away; a later one replaces it. */
  public static void install(@Nullable ContextHandler handler) {
    HANDLER.set(handler);
  }

  static @Nullable ContextHandler handler() {
    return HANDLER.get();
  }

  /** A task that is nobody else's was given away: it belongs to what this thread is doing. */
  public static void handOver(Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        handler.handOver(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /**
   * As {@link #handOver(Object)}, unless the task is to be repeated: what goes on for ever does not
   * belong to what began it.
   *
   * @param period 0 for once
   */
  public static void handOver(Object task, long period) {
    if (period == 0) {
      handOver(task);
    }
  }

  /**
   * A pool was given a task, which may be given to it, or to another, at the same time again.
   *
   * @return what the pool is to take for it, nearly always the same
   */
  public static Runnable submit(Runnable task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        return handler.submit(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
    return task;
  }

  /** A pool refuses a task that it was given. */
  public static void reject(Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        handler.reject(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /**
   * A pool's worker begins a task. To be followed by {@link #rest}.
   *
   * @param task null where it has none
   */
  public static void work(@Nullable Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null && task != null) {
      try {
        handler.work(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /** As {@link #work}, if that was not called for the task. */
  public static void catchUp(Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        handler.catchUp(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /** A pool's worker is between tasks. */
  public static void rest() {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        handler.rest();
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /**
   * A task begins, perhaps in the midst of another one: it is in its own context, or in none.
   *
   * @return what {@link #end} takes
   */
  public static @Nullable Object begin(Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        return handler.begin(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
    return UNCHANGED;
  }

  /** As {@link #begin}, but where nothing is known of the task it stays in the thread's context. */
  public static @Nullable Object resume(Object task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        return handler.resume(task, UNCHANGED);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
    return UNCHANGED;
  }

  /**
   * A future's dependent may run now. Its context stays with it, for it may have to wait once more.
   *
   * @param mode above 0 where an executor runs it as a task, whose context it is in already
   * @return what {@link #fired} takes
   */
  public static @Nullable Object fire(Object completion, int mode) {
    ContextHandler handler = HANDLER.get();
    if (handler != null && mode < ASYNC) {
      try {
        return handler.fire(completion);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
    return UNCHANGED;
  }

  /** What began ends: the thread is again in what it was in before. */
  public static void end(@Nullable Object before) {
    ContextHandler handler = HANDLER.get();
    if (handler != null && before != UNCHANGED) {
      try {
        handler.end(before);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /**
   * As {@link #end}, of a future's dependent.
   *
   * @param waiting not null where it has not run yet
   */
  public static void fired(@Nullable Object before, Object completion, @Nullable Object waiting) {
    end(before);
    ContextHandler handler = HANDLER.get();
    if (handler != null && waiting == null) {
      try {
        handler.fired(completion);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
  }

  /** Ties a task to what this thread is doing, where nobody sees that it is another object. */
  public static Runnable wrap(Runnable task) {
    ContextHandler handler = HANDLER.get();
    if (handler != null) {
      try {
        return handler.wrap(task);
      } catch (Throwable e) {
        swallow(handler, e);
      }
    }
    return task;
  }

  static void swallow(ContextHandler handler, Throwable error) {
    try {
      handler.swallowed(error);
    } catch (Throwable e) {
      // Counting failed too: all that is left is to leave the host alone.
      return;
    }
  }
}
