package io.tachograph.agent.completion;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;

/** Reads a future that is done, and ends a call with what it holds. */
final class DoneFuture {
  private DoneFuture() {}

  /**
   * Never waits, for it is done; an interrupted thread reads it all the same and stays so. What the
   * future's own code throws is how the call failed: that is what the host gets of it.
   */
  static void end(Future<?> future, PendingCall call) {
    boolean interrupted = Thread.interrupted();
    try {
      read(future, call);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void read(Future<?> future, PendingCall call) {
    Object result;
    try {
      if (future.isCancelled()) {
        call.cancelled("the future was cancelled");
        return;
      }
      result = future.get();
    } catch (CancellationException e) {
      call.cancelled("the future was cancelled");
      return;
    } catch (Throwable e) {
      call.failed(e);
      return;
    }
    call.completed(result);
  }
}
