package io.tachograph.bootstrap;

import static java.lang.StackWalker.Option.RETAIN_CLASS_REFERENCE;

import io.tachograph.api.RecordingRefusedException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bridge from instrumented methods to the recorder. Never throws into the host, but for {@link
 * RecordingRefusedException}, which is what {@code on-failure=closed} asks for.
 */
public final class CallHook {
  private static final AtomicReference<@Nullable CallHandler> HANDLER = new AtomicReference<>();

  private CallHook() {}

  /** Puts the handler in place; a later one replaces it, and null leaves calls unrecorded. */
  public static void install(@Nullable CallHandler handler) {
    HANDLER.set(handler);
  }

  /** Instrumented methods call this before their body. */
  public static @Nullable Object enter(int site, @Nullable Object self, Object[] arguments) {
    CallHandler handler = HANDLER.get();
    if (handler == null) {
      return null;
    }
    try {
      return handler.enter(site, self, arguments);
    } catch (RecordingRefusedException e) {
      throw Refusal.seenBy(StackWalker.getInstance(RETAIN_CLASS_REFERENCE).getCallerClass(), e);
    } catch (Throwable e) {
      swallow(handler, e);
      return null;
    }
  }

  /** Instrumented methods call this after their body, whether it returned or threw. */
  public static void exit(
      @Nullable Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    CallHandler handler = HANDLER.get();
    if (handler == null || call == null) {
      return;
    }
    try {
      handler.exit(call, returned, thrown);
    } catch (Throwable e) {
      swallow(handler, e);
    }
  }

  /**
   * Instrumented methods that may return what completes later call this after their body.
   *
   * @return what the method is to return in place of {@code returned}
   */
  public static @Nullable Object exitLater(
      int site, @Nullable Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    CallHandler handler = HANDLER.get();
    if (handler == null || call == null) {
      return returned;
    }
    try {
      return handler.exitLater(site, call, returned, thrown);
    } catch (Throwable e) {
      swallow(handler, e);
      return returned;
    }
  }

  /** Something of the bridge failed and was kept from the host. */
  static void swallowed(Throwable error) {
    CallHandler handler = HANDLER.get();
    if (handler != null) {
      swallow(handler, error);
    }
  }

  /** The JDK's futures call this when they have completed, where a call waits for one. */
  public static void completed(Object future) {
    CallHandler handler = HANDLER.get();
    if (handler == null) {
      return;
    }
    try {
      handler.completed(future);
    } catch (Throwable e) {
      swallow(handler, e);
    }
  }

  /**
   * Methods that give their result to their last argument call this before their body; Kotlin's
   * suspend functions also whenever they go on.
   */
  public static @Nullable Object enterWithCallback(
      int site, @Nullable Object self, Object[] arguments) {
    CallHandler handler = HANDLER.get();
    if (handler == null) {
      return null;
    }
    try {
      return handler.enterWithCallback(site, self, arguments);
    } catch (RecordingRefusedException e) {
      throw Refusal.seenBy(StackWalker.getInstance(RETAIN_CLASS_REFERENCE).getCallerClass(), e);
    } catch (Throwable e) {
      swallow(handler, e);
      return null;
    }
  }

  /**
   * Methods that give their result to their last argument call this after their body; Kotlin's
   * suspend functions also whenever they are suspended.
   */
  public static void exitWithCallback(
      @Nullable Object call, @Nullable Object returned, @Nullable Throwable thrown) {
    CallHandler handler = HANDLER.get();
    if (handler == null || call == null) {
      return;
    }
    try {
      handler.exitWithCallback(call, returned, thrown);
    } catch (Throwable e) {
      swallow(handler, e);
    }
  }

  /** Kotlin's continuations call this when they go on, where a call waits for one. */
  public static void resumed(Object continuation, @Nullable Object result) {
    CallHandler handler = HANDLER.get();
    if (handler == null) {
      return;
    }
    try {
      handler.resumed(continuation, result);
    } catch (Throwable e) {
      swallow(handler, e);
    }
  }

  private static void swallow(CallHandler handler, Throwable error) {
    try {
      handler.swallowed(error);
    } catch (Throwable e) {
      // Counting failed too: all that is left is to leave the host alone.
      return;
    }
  }
}
