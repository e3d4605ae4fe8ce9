package io.tachograph.agent.completion;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Follows a future that has no listeners: the JDK's {@link FutureTask} by the hook in it, any other
 * by looking now and then.
 */
final class FutureFollowing implements Following {
  private final JdkFutures jdk;
  private final FutureWatch watch;

  FutureFollowing(JdkFutures jdk, FutureWatch watch) {
    this.jdk = jdk;
    this.watch = watch;
  }

  @Override
  public @Nullable Object follow(PendingCall call, Object returned, ResultType declared) {
    Future<?> future = (Future<?>) returned;
    if (future.isDone()) {
      DoneFuture.end(future, call);
      return returned;
    }
    boolean hooked = returned instanceof FutureTask<?> task && jdk.follow(task, call);
    return hooked || watch.watch(future, call) ? returned : null;
  }
}
