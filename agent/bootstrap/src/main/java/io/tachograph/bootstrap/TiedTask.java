package io.tachograph.bootstrap;

/** A task tied to a context: stands in a pool's place for one that cannot be told apart. */
public final class TiedTask implements Runnable {
  private final Runnable task;
  private final Object context;
  private final ContextHandler handler;

  /**
   * Ties a task.
   *
   * @param context what it is to run in
   * @param handler makes it the thread's
   */
  public TiedTask(Runnable task, Object context, ContextHandler handler) {
    this.task = task;
    this.context = context;
    this.handler = handler;
  }

  @Override
  public void run() {
    Object before = handler.enter(context);
    try {
      task.run();
    } finally {
      handler.end(before);
    }
  }

  /** A host that prints a pool's tasks sees its own. */
  @Override
  public String toString() {
    return task.toString();
  }
}
