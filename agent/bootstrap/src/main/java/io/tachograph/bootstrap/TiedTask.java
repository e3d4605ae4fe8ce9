package io.tachograph.bootstrap;

import org.jspecify.annotations.Nullable;

/** A task tied to a context: stands in a pool's place for one that cannot be told apart. */
public final class TiedTask implements Runnable {
  private final Runnable task;
  private final @Nullable Object context;
  private final ContextSwitch enter;

  /**
   * Ties a task.
   *
   * @param context what it is to run in
   * @param enter makes a context the thread's
   */
  public TiedTask(Runnable task, @Nullable Object context, ContextSwitch enter) {
    this.task = task;
    this.context = context;
    this.enter = enter;
  }

  @Override
  public void run() {
    Object before = enter.enter(context);
    try {
      task.run();
    } finally {
      enter.enter(before);
    }
  }

  /** A host that prints a pool's tasks sees its own. */
  @Override
  public String toString() {
    return task.toString();
  }
}
