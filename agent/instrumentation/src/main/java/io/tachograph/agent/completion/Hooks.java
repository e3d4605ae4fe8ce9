package io.tachograph.agent.completion;

import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hooks in classes that are loaded already, which tell of completions. Put in once, on a thread of
 * ours, by the first who needs them. Thread-safe.
 */
final class Hooks {
  /** The first call that needs them waits for no longer than this. */
  private static final long MAX_WAIT_MILLIS = 1000;

  private final HookTransformer transformer;
  private final SwallowedErrors errors;
  private final Class<?>[] into;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean in;

  /**
   * Hooks that are not in yet.
   *
   * @param into the classes
   */
  Hooks(HookTransformer transformer, SwallowedErrors errors, Class<?>... into) {
    this.transformer = transformer;
    this.errors = errors;
    this.into = into;
  }

  /** Has them put in, if they are not; does not wait. */
  void begin() {
    Instrumentation instrumentation = transformer.instrumentation();
    if (instrumentation == null) {
      done.countDown();
    } else if (begun.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> putIn(instrumentation), "tachograph-hooks");
      thread.setDaemon(true);
      thread.setContextClassLoader(Hooks.class.getClassLoader());
      thread.start();
    }
  }

  private void putIn(Instrumentation instrumentation) {
    try {
      transformer.register();
      instrumentation.retransformClasses(into);
      in = true;
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      errors.swallowed("hooking " + into[0].getName(), e);
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
