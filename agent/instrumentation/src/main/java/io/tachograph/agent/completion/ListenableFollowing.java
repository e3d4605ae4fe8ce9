package io.tachograph.agent.completion;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Follows Guava's future by a listener, which it runs on the thread that completes it. */
final class ListenableFollowing implements Following {
  static final String TYPE = "com.google.common.util.concurrent.ListenableFuture";

  private static final Executor DIRECT = Runnable::run;

  private final MethodHandle addListener;

  /**
   * Finds its methods.
   *
   * @param type Guava's interface as the host has it
   */
  ListenableFollowing(Class<?> type) throws ReflectiveOperationException {
    Method method = type.getMethod("addListener", Runnable.class, Executor.class);
    addListener = MethodHandles.publicLookup().unreflect(method);
  }

  @Override
  public @Nullable Object follow(PendingCall call, Object returned, ResultType declared)
      throws Throwable {
    Future<?> future = (Future<?>) returned;
    if (future.isDone()) {
      DoneFuture.end(future, call);
    } else {
      Runnable listener = () -> DoneFuture.end(future, call);
      addListener.invoke(returned, listener, DIRECT);
    }
    return returned;
  }
}
