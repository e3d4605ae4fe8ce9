package io.tachograph.agent.completion;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Follows the JDK's {@link CompletableFuture} by the hook in it: at the moment that it completes,
 * before anything that depends on it runs, and without a dependent of ours. Where there is no hook
 * it is a stage like any other.
 */
final class CompletableFollowing implements Following {
  /** Whether asking a future of that class, once it is done, runs no code but the JDK's. */
  private static final ClassValue<Boolean> PLAIN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return declares(type, CompletableFuture.class, "isDone")
              && declares(type, null, "newIncompleteFuture")
              && declares(type, null, "whenComplete", java.util.function.BiConsumer.class);
        }
      };

  private final JdkFutures jdk;

  CompletableFollowing(JdkFutures jdk) {
    this.jdk = jdk;
  }

  private static boolean declares(
      Class<?> type, @Nullable Class<?> only, String name, Class<?>... parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      Class<?> declaring = method.getDeclaringClass();
      return only == null ? declaring.getClassLoader() == null : declaring == only;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Override
  public Object follow(PendingCall call, Object returned, ResultType declared) {
    CompletableFuture<?> future = (CompletableFuture<?>) returned;
    if (!PLAIN.get(future.getClass()) || future.isDone() || !jdk.follow(future, call)) {
      StageFollowing.whenComplete(future, call);
    }
    return returned;
  }
}
