package io.tachograph.agent;

import io.tachograph.api.RecordingRefusedException;
import io.tachograph.recorder.FailurePolicy;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.recorder.Weaving;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time between premain and an open ledger: who needs the recorder waits here, and what was
 * woven meanwhile is kept. Thread-safe.
 */
final class Opening {
  private static final long MAX_WAIT_SECONDS = 30;
  private static final int MAX_WAITING_WEAVINGS = 10_000;

  private final FailurePolicy policy;
  private final SwallowedErrors errors;
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<Weaving> waiting = new ArrayList<>();

  /** Counted down when calls need not wait for more than the ledger. */
  private final CountDownLatch released = new CountDownLatch(1);

  private boolean held;

  /** Null while calls have to wait. */
  private volatile @Nullable Recorder recorder;

  private volatile @Nullable RecordingSession session;
  private volatile @Nullable Throwable failure;

  Opening(FailurePolicy policy, SwallowedErrors errors) {
    this.policy = policy;
    this.errors = errors;
  }

  /** The ledger is open: what was woven meanwhile goes into it, then calls are let through. */
  void opened(RecordingSession opened) {
    synchronized (waiting) {
      waiting.forEach(opened.recorder()::woven);
      waiting.clear();
      session = opened;
      letThrough();
    }
    done.countDown();
  }

  /** From now on calls wait until {@link #release}, too. Called once. */
  void hold() {
    synchronized (waiting) {
      held = true;
      recorder = null;
    }
  }

  /** What calls had to wait for besides the ledger is done. */
  void release() {
    synchronized (waiting) {
      held = false;
      letThrough();
    }
    released.countDown();
  }

  private void letThrough() {
    RecordingSession open = session;
    if (open != null && !held) {
      recorder = open.recorder();
    }
  }

  /** There will be no ledger: calls run un-audited, or not at all with {@code CLOSED}. */
  void failed(Throwable reason) {
    failure = reason;
    done.countDown();
  }

  /** Says what was woven, in the ledger as soon as there is one; never waits for it. */
  void woven(Weaving weaving) {
    RecordingSession open;
    synchronized (waiting) {
      open = session;
      if (open == null && failure == null && waiting.size() < MAX_WAITING_WEAVINGS) {
        waiting.add(weaving);
      }
    }
    if (open != null) {
      open.recorder().woven(weaving);
    }
  }

  /**
   * The recorder, waited for if need be, or null where there is none.
   *
   * @throws RecordingRefusedException if there is none, with {@link FailurePolicy#CLOSED}
   */
  @Nullable Recorder recorder() {
    Recorder open = recorder;
    if (open == null) {
      open = await();
    }
    return open;
  }

  private @Nullable Recorder await() {
    boolean interrupted = false;
    try {
      interrupted = !awaitUninterrupted(done);
      if (session != null && recorder == null) {
        interrupted |= !awaitUninterrupted(released);
        // It took too long: better calls whose context is lost on the way than none.
        release();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    Recorder open = recorder;
    if (open == null) {
      refuse();
    }
    return open;
  }

  /** Waits whatever interrupts it; false if something did. */
  private boolean awaitUninterrupted(CountDownLatch latch) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    boolean quiet = true;
    while (true) {
      try {
        boolean inTime = latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!inTime && latch == done && failure == null) {
          failure = new IllegalStateException("opening took longer than 30 s");
        }
        return quiet;
      } catch (InterruptedException e) {
        quiet = false;
      }
    }
  }

  private void refuse() {
    Throwable reason = failure == null ? new IllegalStateException("not opened") : failure;
    errors.swallowed("a call while there is no ledger", reason);
    if (policy == FailurePolicy.CLOSED) {
      throw new RecordingRefusedException(
          "the call was not run since there is no ledger (on-failure=closed): " + reason, reason);
    }
  }

  /** Waits until the ledger is open or cannot be; what went wrong, or null. */
  @Nullable Throwable outcome() {
    boolean quiet = awaitUninterrupted(done);
    if (!quiet) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  /** The session, or null if there is none yet or never will be. */
  @Nullable RecordingSession session() {
    return session;
  }
}
