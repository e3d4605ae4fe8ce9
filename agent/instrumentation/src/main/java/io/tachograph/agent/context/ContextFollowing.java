package io.tachograph.agent.context;

import io.tachograph.agent.completion.SuspendCalls;
import io.tachograph.bootstrap.ContextHook;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Has contexts follow work from thread to thread, from the moment on at which there is something to
 * audit: until then nothing of the JDK is touched. Thread-safe.
 */
public final class ContextFollowing {
  private final Instrumentation instrumentation;
  private final SuspendCalls suspendCalls;
  private final Runnable hold;
  private final Runnable release;
  private final SwallowedErrors errors;
  private final OpenTelemetrySpans spans;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * What follows nothing yet.
   *
   * @param suspendCalls the audited suspend functions of Kotlin's that are not over
   * @param hold called before executors are hooked: audited calls are to wait
   * @param release called when they are hooked, or cannot be
   */
  public ContextFollowing(
      Instrumentation instrumentation,
      SuspendCalls suspendCalls,
      Runnable hold,
      Runnable release,
      SwallowedErrors errors) {
    this.instrumentation = instrumentation;
    this.suspendCalls = suspendCalls;
    this.hold = hold;
    this.release = release;
    this.errors = errors;
    this.spans = new OpenTelemetrySpans(instrumentation, errors);
  }

  /** Contexts are those of this recorder. */
  public void carryFor(Recorder recorder) {
    recorder.traceBy(spans);
    ContextHook.install(new ContextCarrier(recorder, suspendCalls, errors));
  }

  /**
   * There is, or will be, something to follow. The first call hooks the executors on a thread of
   * ours, for this may be called while a class is being loaded.
   */
  public void begin() {
    if (!begun.get() && begun.compareAndSet(false, true)) {
      hold.run();
      Thread thread = new Thread(this::hook, "tachograph-context");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void hook() {
    try {
      ExecutorHooks hooks = new ExecutorHooks();
      instrumentation.addTransformer(
          new ContextTransformer(hooks, spans::seen, this::trouble), true);
      List<Class<?>> loaded = new ArrayList<>();
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        String name = type.getName().replace('.', '/');
        if (hooks.classes().contains(name)) {
          loaded.add(type);
        }
        spans.seen(name, type.getClassLoader());
      }
      retransform(loaded);
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      errors.swallowed("hooking the executors", e);
    } finally {
      release.run();
    }
  }

  /** All at once, for each time costs a stop of all threads; where that fails, each alone. */
  private void retransform(List<Class<?>> loaded) throws UnmodifiableClassException {
    try {
      instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
    } catch (RuntimeException | LinkageError e) {
      errors.swallowed("hooking the executors at once", e);
      for (Class<?> type : loaded) {
        try {
          instrumentation.retransformClasses(type);
        } catch (RuntimeException | LinkageError failure) {
          errors.swallowed("hooking " + type.getName(), failure);
        }
      }
    }
  }

  private void trouble(String internalName, @Nullable Throwable error) {
    if (error == null) {
      errors.note("contexts do not follow work into " + internalName.replace('/', '.'), null);
    } else {
      errors.swallowed("hooking " + internalName.replace('/', '.'), error);
    }
  }
}
