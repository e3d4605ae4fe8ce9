package io.tachograph.agent.completion;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * The futures of the JDK that calls wait for, and what the hook in them tells. Thread-safe.
 *
 * <p>The hook is put in when the first is to be followed, or before, when a method is woven that
 * returns one.
 */
final class JdkFutures {
  private final WeakIdentityMap<PendingCall> futures = new WeakIdentityMap<>();
  private final Hooks hooks;

  JdkFutures(Hooks hooks) {
    this.hooks = hooks;
  }

  /** Ends the call when the future completes; false if there is no hook. */
  boolean follow(Future<?> future, PendingCall call) {
    if (!hooks.areIn()) {
      return false;
    }
    futures.put(future, call);
    if (future.isDone()) {
      // It may have completed before it was put there.
      completed(future);
    }
    return true;
  }

  /** The hook: a future has completed. */
  void completed(Object future) {
    PendingCall call = futures.remove(future);
    if (call == null) {
      return;
    }
    if (future instanceof CompletableFuture<?> done) {
      StageFollowing.whenComplete(done, call);
    } else {
      DoneFuture.end((Future<?>) future, call);
    }
  }
}
