package io.tachograph.agent.context;

import io.tachograph.agent.completion.SuspendCalls;
import io.tachograph.bootstrap.CoroutineHandler;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.CoroutineTurn;
import io.tachograph.recorder.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of Kotlin's coroutines. A coroutine belongs to where it was made, and its code to
 * the innermost audited suspend function that waits for it: from a continuation that goes on, the
 * way leads over those that wait for its result to the coroutine that they are all part of.
 * Thread-safe.
 */
final class CoroutineContexts implements CoroutineHandler {
  /** Suspend functions that call one another deeper than this are in no context. */
  private static final int MAX_FRAMES = 10_000;

  private final Recorder recorder;
  private final SuspendCalls calls;
  private final Runnable full;

  /** By coroutine, which is known by the continuation that gets its result. */
  private final TaskContexts contexts = new TaskContexts();

  /**
   * None yet.
   *
   * @param calls the audited suspend functions that are not over
   * @param full called when there is no room for a coroutine's context
   */
  CoroutineContexts(Recorder recorder, SuspendCalls calls, Runnable full) {
    this.recorder = recorder;
    this.calls = calls;
    this.full = full;
  }

  /** A stay of one thread in one coroutine. */
  private final class Turn implements CoroutineTurn {
    final CallContext before = recorder.context();
    final @Nullable CoroutineTurn around;

    /** The continuation whose code runs. */
    Object running;

    /** The first on the way from there with which the context changes, or null for none. */
    @Nullable Object until;

    Turn(Object running) {
      this.running = running;
      this.around = recorder.turns().put(this);
    }

    @Override
    public Object coroutine() {
      return coroutineOf(running);
    }

    @Override
    public void keep(@Nullable String mission) {
      Object coroutine = coroutine();
      CallContext known = contexts.peek(coroutine);
      put(coroutine, (known == null ? CallContext.NONE : known).inMission(mission));
    }
  }

  private void put(Object coroutine, CallContext context) {
    if (!contexts.put(coroutine, context)) {
      full.run();
    }
  }

  /** What waits for a part of another one is no coroutine of its own: the way leads on. */
  @Override
  public void created(Object completion) {
    CallContext context = recorder.context();
    if (!context.isNone() && calls.next(completion) == null && !calls.isRestricted(completion)) {
      put(completion, context);
    }
  }

  @Override
  public Object enter(Object continuation) {
    return new Turn(continuation);
  }

  @Override
  public void run(Object continuation) {
    // One that cannot be resumed but by its caller, as of a sequence, stays in its caller's.
    if (calls.isRestricted(continuation) || !(recorder.turns().current() instanceof Turn turn)) {
      return;
    }
    boolean first = turn.running == continuation;
    turn.running = continuation;
    if (first || turn.until == continuation) {
      recorder.enter(contextOf(continuation, turn));
    }
  }

  private CallContext contextOf(Object continuation, Turn turn) {
    turn.until = null;
    if (contexts.isEmpty() && calls.isEmpty()) {
      return CallContext.NONE;
    }
    CallContext inside = null;
    Object last = continuation;
    Object next = calls.next(last);
    for (int i = 0; next != null && i < MAX_FRAMES; i++) {
      if (inside == null) {
        inside = calls.waitingFor(next);
        turn.until = inside == null ? null : next;
      }
      last = next;
      next = calls.next(last);
    }
    CallContext made = contexts.peek(last);
    if (inside == null) {
      return made == null ? CallContext.NONE : made;
    }
    return made == null ? inside : inside.inMissionOf(made);
  }

  private Object coroutineOf(Object continuation) {
    Object last = continuation;
    Object next = calls.next(last);
    for (int i = 0; next != null && i < MAX_FRAMES; i++) {
      last = next;
      next = calls.next(last);
    }
    return last;
  }

  @Override
  public void over(Object completion) {
    if (!contexts.isEmpty()) {
      contexts.take(completion);
    }
  }

  @Override
  public void leave(Object turn) {
    Turn left = (Turn) turn;
    recorder.turns().put(left.around);
    recorder.enter(left.before);
  }
}
