package io.tachograph.agent.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.agent.PlainRecorder;
import io.tachograph.ledger.InMemoryLedger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskContextsTest {
  private final Recorder recorder =
      PlainRecorder.on(new InMemoryLedger(LedgerSettings.defaults()), new SwallowedErrors());
  private final TaskContexts contexts = new TaskContexts();

  private CallContext context(String mission) {
    try (var scope = recorder.mission(mission)) {
      return recorder.context();
    }
  }

  /** All are equal: only identity may count. */
  private static final class Task {
    @Override
    public boolean equals(Object other) {
      throw new AssertionError("host code was run");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("host code was run");
    }
  }

  @Test
  void tasksAreToldApartByIdentity() {
    Task one = new Task();
    Task two = new Task();
    assertThat(contexts.isEmpty()).isTrue();
    contexts.put(one, context("m1"));
    contexts.put(two, context("m2"));
    contexts.put(one, context("m3"));
    assertThat(contexts.peek(one)).isEqualTo(context("m3"));
    assertThat(contexts.take(one)).isEqualTo(context("m3"));
    assertThat(contexts.take(one)).isNull();
    assertThat(contexts.take(two)).isEqualTo(context("m2"));
    assertThat(contexts.isEmpty()).isTrue();
  }

  @Test
  void tasksThatNeverRunLeaveNothingBehind() {
    CallContext context = context("m1");
    for (int i = 0; i < 20_000; i++) {
      contexts.put(new Task(), context);
    }
    int rounds = 0;
    while (!contexts.isEmpty()) {
      assertThat(rounds++).as("rounds of collection").isLessThan(100);
      System.gc();
      for (int i = 0; i < 5_000; i++) {
        Task task = new Task();
        contexts.put(task, context);
        contexts.take(task);
      }
    }
  }

  @Test
  void thereIsABound() {
    CallContext context = context("m1");
    List<Task> tasks = new ArrayList<>();
    boolean room = true;
    while (room && tasks.size() < 1_000_000) {
      Task task = new Task();
      tasks.add(task);
      room = contexts.put(task, context);
    }
    assertThat(room).isFalse();
    assertThat(contexts.add(new Task(), context)).isNotNull();
    int kept = 0;
    for (Task task : tasks) {
      kept += contexts.take(task) == null ? 0 : 1;
    }
    assertThat(kept).isEqualTo(tasks.size() - 1);
  }

  @Test
  void threadsAtOnceLoseNothing() throws Exception {
    long seed = System.nanoTime();
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      CallContext context = context("m" + i);
      Random random = new Random(seed + i);
      threads.add(
          new Thread(
              () -> {
                List<Task> waiting = new ArrayList<>();
                for (int round = 0; round < 20_000; round++) {
                  if (waiting.isEmpty() || random.nextInt(5) > 1) {
                    Task task = new Task();
                    waiting.add(task);
                    contexts.put(task, context);
                  } else {
                    Task task = waiting.remove(random.nextInt(waiting.size()));
                    wrong.addAndGet(context.equals(contexts.take(task)) ? 0 : 1);
                  }
                }
                waiting.forEach(t -> wrong.addAndGet(context.equals(contexts.take(t)) ? 0 : 1));
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).as("seed=%d", seed).hasValue(0);
    assertThat(contexts.isEmpty()).isTrue();
  }
}
