package io.tachograph.agent.context;

import io.tachograph.agent.completion.SuspendCalls;
import io.tachograph.bootstrap.ContextHandler;
import io.tachograph.bootstrap.CoroutineHandler;
import io.tachograph.bootstrap.TiedTask;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the context of each task from where it is handed over to where it runs. Thread-safe.
 *
 * <p>Tasks that the JDK makes for one hand-over are told apart by identity. A {@code Runnable} of
 * the host's may wait more than once at a time, with or without a context, so each time is counted;
 * where that would leave open which is which, a lambda is replaced, and anything else runs without
 * a context rather than with a wrong one.
 */
final class ContextCarrier implements ContextHandler {
  private final Recorder recorder;
  private final SuspendCalls suspendCalls;
  private final SwallowedErrors errors;
  private final TaskContexts single = new TaskContexts();
  private final TaskContexts counted = new TaskContexts();

  /** Whether some task waits that is not counted, since there was no room. */
  private volatile boolean uncounted;

  /** Set in workers that run with the hooks in place. */
  private final ThreadLocal<@Nullable Boolean> worker = new ThreadLocal<>();

  private final AtomicBoolean said = new AtomicBoolean();

  /** Null where no coroutine of Kotlin's was seen: its class is then not even loaded. */
  private volatile @Nullable CoroutineHandler coroutines;

  ContextCarrier(Recorder recorder, SuspendCalls suspendCalls, SwallowedErrors errors) {
    this.recorder = recorder;
    this.suspendCalls = suspendCalls;
    this.errors = errors;
  }

  @Override
  public void handOver(Object task) {
    CallContext context = recorder.context();
    if (!context.isNone() && !single.put(task, context)) {
      full();
    }
  }

  @Override
  public Runnable submit(Runnable task) {
    if (isSingle(task)) {
      handOver(task);
      return task;
    }
    CallContext context = recorder.context();
    if (uncounted) {
      boolean unknown = context.isNone() && counted.peek(task) == null;
      return unknown ? task : apart(task, context);
    }
    return switch (counted.add(task, context)) {
      case YES -> task;
      case CONFLICT -> apart(task, context);
      case FULL -> {
        uncounted = true;
        full();
        yield apart(task, context);
      }
    };
  }

  private void full() {
    if (!said.getAndSet(true)) {
      errors.note("more tasks wait than contexts are kept for; some run without one", null);
    }
  }

  private Runnable apart(Runnable task, CallContext context) {
    if (isPlainLambda(task)) {
      return new TiedTask(task, context, this);
    }
    counted.spoil(task);
    return task;
  }

  /** Nobody can tell such an object from another, but by {@code ==}. */
  private static boolean isPlainLambda(Runnable task) {
    return task.getClass().isHidden() && task.getClass().getInterfaces().length == 1;
  }

  @Override
  public Object enter(Object context) {
    return recorder.enter(context);
  }

  private static boolean isSingle(Object task) {
    return task instanceof FutureTask || task instanceof ForkJoinTask || task instanceof TiedTask;
  }

  @Override
  public void reject(Object task) {
    contextOf(task);
  }

  private CallContext contextOf(Object task) {
    CallContext known = single.isEmpty() ? null : single.take(task);
    if (known == null && !counted.isEmpty() && !isSingle(task)) {
      known = counted.take(task);
    }
    return known == null ? CallContext.NONE : known;
  }

  @Override
  public void work(Object task) {
    if (worker.get() == null) {
      worker.set(Boolean.TRUE);
    }
    recorder.enter(contextOf(task));
  }

  @Override
  public void catchUp(Object task) {
    if (worker.get() == null) {
      work(task);
    }
  }

  @Override
  public void rest() {
    recorder.enter(CallContext.NONE);
  }

  @Override
  public Object begin(Object task) {
    CallContext known = single.isEmpty() ? null : single.take(task);
    return recorder.enter(known == null ? CallContext.NONE : known);
  }

  @Override
  public @Nullable Object resume(Object task, Object unchanged) {
    CallContext known = single.isEmpty() ? null : single.take(task);
    return known == null ? unchanged : recorder.enter(known);
  }

  @Override
  public Object fire(Object completion) {
    CallContext known = single.isEmpty() ? null : single.peek(completion);
    return recorder.enter(known == null ? CallContext.NONE : known);
  }

  @Override
  public void end(@Nullable Object before) {
    recorder.enter((CallContext) Objects.requireNonNull(before));
  }

  @Override
  public void fired(Object completion) {
    if (!single.isEmpty()) {
      single.take(completion);
    }
  }

  @Override
  public Runnable wrap(Runnable task) {
    CallContext context = recorder.context();
    return context.isNone() ? task : new TiedTask(task, context, this);
  }

  @Override
  public CoroutineHandler coroutines() {
    CoroutineHandler known = coroutines;
    return known == null ? makeCoroutines() : known;
  }

  private synchronized CoroutineHandler makeCoroutines() {
    CoroutineHandler known = coroutines;
    if (known == null) {
      known = new CoroutineContexts(recorder, suspendCalls, this::full);
      coroutines = known;
    }
    return known;
  }

  @Override
  public void swallowed(Throwable error) {
    errors.swallowed("carrying a context", error);
  }
}
