package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.StoreException.Category;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
  private static final int BATCHES = 60;
  private static final int BATCH = 25;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdown();
  }

  @Test
  void readers_see_whole_batches_only_and_never_fewer_than_before() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder.resolve("s.db"))) {
      long id = store.missions().create(mission("m"));
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3 * Readers.MAX_READERS; i++) {
        readers.add(threads.submit(() -> readWholeBatches(store, id, done)));
      }
      for (int batch = 0; batch < BATCHES; batch++) {
        int applied = batch;
        store.apply(
            writer -> {
              for (int i = 0; i < BATCH; i++) {
                writer.toolCalls().insert(call(id, "t" + i, after(applied)));
              }
              writer.projection().setAppliedSeq("ledger", applied);
            });
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).as("reads").isPositive();
      }
      assertThat(store.toolCalls().ofMission(id, BATCHES * BATCH + 1)).hasSize(BATCHES * BATCH);
    }
  }

  private static Integer readWholeBatches(SqliteStore store, long id, AtomicBoolean done) {
    int reads = 0;
    int before = 0;
    boolean last;
    do {
      last = done.get();
      long applied = store.appliedSeq("ledger").orElse(-1);
      int calls = store.toolCalls().ofMission(id, Integer.MAX_VALUE).size();
      assertThat(calls % BATCH).as("calls=%d", calls).isZero();
      assertThat(calls).isGreaterThanOrEqualTo(before);
      assertThat((long) calls).isGreaterThanOrEqualTo((applied + 1) * BATCH);
      before = calls;
      reads++;
    } while (!last);
    assertThat(before).isEqualTo(BATCHES * BATCH);
    return reads;
  }

  @Test
  void writers_in_many_threads_and_two_stores_lose_nothing() throws Exception {
    Path file = folder.resolve("s.db");
    try (SqliteStore one = SqliteStore.open(file);
        SqliteStore two = SqliteStore.open(file)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SqliteStore store = i % 2 == 0 ? one : two;
        String prefix = "w" + i + "-";
        writers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 30; n++) {
                    store.tasks().start(prefix + n, "", n == 0 ? null : prefix + (n - 1), T0);
                    store.tasks().end(prefix + n, TaskStatus.COMPLETED, null, T0);
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(one.tasks().newest(1_000))
          .hasSize(8 * 30)
          .allMatch(task -> task.status() == TaskStatus.COMPLETED);
      IntStream.range(0, 8)
          .forEach(i -> assertThat(two.tasks().subtree("w" + i + "-0")).hasSize(30));
    }
  }

  @Test
  void closing_amid_reads_and_writes_ends_them_with_closed_alone() throws Exception {
    for (int round = 0; round < 10; round++) {
      SqliteStore store = SqliteStore.open(folder.resolve("s" + round + ".db"));
      CountDownLatch running = new CountDownLatch(4);
      List<Future<StoreException>> ends = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String id = "t" + i;
        boolean writes = i % 2 == 0;
        ends.add(
            threads.submit(
                untilRefused(
                    running,
                    () -> {
                      if (writes) {
                        store.tasks().start(id, "", null, T0);
                      }
                      return store.tasks().newest(10);
                    })));
      }
      running.await();
      store.close();
      for (Future<StoreException> end : ends) {
        assertThat(end.get().category()).isEqualTo(Category.CLOSED);
      }
    }
  }

  private static Callable<StoreException> untilRefused(
      CountDownLatch running, Callable<List<Task>> operation) {
    return () -> {
      operation.call();
      running.countDown();
      while (true) {
        try {
          operation.call();
        } catch (StoreException e) {
          return e;
        }
      }
    };
  }
}
