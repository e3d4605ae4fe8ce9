package io.tachograph.agent.completion;

import io.tachograph.bootstrap.CallHook;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The hook in the JDK's {@link CompletableFuture} and {@link FutureTask} that tells when one has
 * completed. Put in once, on a thread of ours, by the first who needs it; a host whose methods
 * return no futures never has it.
 */
final class FutureHooks {
  /** The first call that needs it waits for no longer than this. */
  private static final long MAX_WAIT_MILLIS = 1000;

  private final @Nullable Instrumentation instrumentation;
  private final SwallowedErrors errors;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean in;

  /**
   * Hooks that are not in yet.
   *
   * @param instrumentation puts them in, or null if they never are
   */
  FutureHooks(@Nullable Instrumentation instrumentation, SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.errors = errors;
  }

  /** Has them put in, if they are not; does not wait. */
  void begin() {
    Instrumentation into = instrumentation;
    // The JDK's classes see the bridge only where the boot loader has it.
    if (into == null || CallHook.class.getClassLoader() != null) {
      done.countDown();
    } else if (begun.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> putIn(into), "tachograph-hooks");
      thread.setDaemon(true);
      thread.setContextClassLoader(FutureHooks.class.getClassLoader());
      thread.start();
    }
  }

  private void putIn(Instrumentation into) {
    try {
      into.addTransformer(new FutureTransformer(errors), true);
      into.retransformClasses(CompletableFuture.class, FutureTask.class);
      in = true;
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      errors.swallowed("hooking the JDK's futures", e);
    } finally {
      done.countDown();
    }
  }

  /** Whether they are in; waits a while if they are about to be. */
  boolean areIn() {
    if (!in && done.getCount() > 0) {
      begin();
      await();
    }
    return in;
  }

  private void await() {
    try {
      boolean unused = done.await(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
