package io.tachograph.sample;

import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the agent runs tools at the same time. A mission's scope belongs to one
 * thread, so each call opens it again on the thread that runs it.
 */
final class MissionExecutor implements Executor, AutoCloseable {
  private static final int THREADS = 2;

  private final ExecutorService threads;
  private final UUID mission;

  MissionExecutor(UUID mission) {
    this.mission = mission;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, task -> new Thread(task, "triage-tool-" + number.incrementAndGet()));
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(
        () -> {
          try (MissionScope scope = Tachograph.mission(mission)) {
            task.run();
          }
        });
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
