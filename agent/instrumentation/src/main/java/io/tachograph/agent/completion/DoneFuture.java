package io.tachograph.agent.completion;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Reads a future that is done, and ends a call with what it holds. */
final class DoneFuture {
  private DoneFuture() {}

  /**
   * Never waits, for it is done; an interrupted thread reads it all the same and stays so. Throws
   * nothing; where the future's own code does, only that it ended is known.
   */
  static void end(Future<?> future, PendingCall call) {
    boolean interrupted = false;
    try {
      while (!ends(future, call)) {
        interrupted = true;
      }
    } catch (RuntimeException | Error e) {
      call.swallowed("reading a future of " + future.getClass().getName(), e);
      call.completed(future);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if the thread was interrupted, which it then is no more. */
  private static boolean ends(Future<?> future, PendingCall call) {
    try {
      if (future.isCancelled()) {
        call.cancelled("the future was cancelled");
      } else {
        call.completed(future.get());
      }
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      call.failed(e);
    } catch (CancellationException e) {
      call.cancelled("the future was cancelled");
    }
    return true;
  }
}
