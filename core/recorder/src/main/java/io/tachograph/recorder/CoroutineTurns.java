package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/** Which coroutine has its turn on which thread. Thread-safe. */
public final class CoroutineTurns {
  private final ThreadContexts contexts;

  CoroutineTurns(ThreadContexts contexts) {
    this.contexts = contexts;
  }

  /** The turn that this thread runs, or null. */
  public @Nullable CoroutineTurn current() {
    ThreadContext context = contexts.existing();
    return context == null ? null : context.turn;
  }

  /** This thread runs that turn from now on, or none; what it ran until now. */
  public @Nullable CoroutineTurn put(@Nullable CoroutineTurn turn) {
    ThreadContext context = contexts.current();
    CoroutineTurn before = context.turn;
    context.turn = turn;
    return before;
  }
}
