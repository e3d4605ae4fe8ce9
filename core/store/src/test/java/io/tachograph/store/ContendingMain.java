package io.tachograph.store;

import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A process whose threads write to one store and read from it for a while, as fast as they can. It
 * prints {@code name=number} for what it has committed, and exits with 1 if anything failed.
 */
final class ContendingMain {
  static final String SHARED = "shared";
  static final String SLOWEST = "slowest_ms";
  static final int THREADS = 16;
  private static final int BATCH = 50;

  /** Of each thread, however slow the machine. */
  private static final int MIN_STEPS = 20;

  private final Path file;
  private final SqliteStore store;
  private final String name;
  private final long deadlineNanos;
  private final long missionId;
  private final Random random;
  private final Map<String, Long> counts = new TreeMap<>();
  private long remembered;
  private long slowestNanos;

  private ContendingMain(Path file, SqliteStore store, String name, long deadlineNanos) {
    this.file = file;
    this.store = store;
    this.name = name;
    this.deadlineNanos = deadlineNanos;
    this.missionId = store.missions().id(SHARED).orElseThrow();
    this.random = new Random(name.hashCode());
  }

  public static void main(String[] args) throws InterruptedException {
    Path file = Path.of(args[0]);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[2]));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    Map<String, Long> sums = new TreeMap<>();
    boolean failed = false;
    try (SqliteStore store = SqliteStore.open(file)) {
      List<Future<ContendingMain>> running =
          IntStream.range(0, THREADS)
              .mapToObj(i -> args[1] + "-" + i)
              .map(
                  name ->
                      threads.submit(() -> new ContendingMain(file, store, name, deadline).run()))
              .toList();
      for (Future<ContendingMain> each : new ArrayList<>(running)) {
        try {
          ContendingMain done = each.get();
          done.counts.forEach((key, value) -> sums.merge(key, value, Long::sum));
          sums.merge(SLOWEST, TimeUnit.NANOSECONDS.toMillis(done.slowestNanos), Math::max);
        } catch (ExecutionException e) {
          e.getCause().printStackTrace();
          failed = true;
        }
      }
    } finally {
      threads.shutdown();
    }
    sums.forEach((key, value) -> System.out.println(key + "=" + value));
    System.exit(failed ? 1 : 0);
  }

  private ContendingMain run() {
    store.missions().create(Fixtures.mission(name));
    count("missions", 1);
    long start = System.nanoTime();
    for (int steps = 0; steps < MIN_STEPS || start < deadlineNanos; steps++) {
      step();
      long end = System.nanoTime();
      slowestNanos = Math.max(slowestNanos, end - start);
      start = end;
    }
    return this;
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        store.toolCalls().insert(call(missionId, name, Instant.now()));
        count("calls", 1);
      }
      case 3 -> {
        store.toolCalls().insertAll(IntStream.range(0, BATCH).mapToObj(this::newCall).toList());
        count("calls", BATCH);
      }
      case 4 -> {
        store.missions().addCost(SHARED, 1, Instant.now());
        count("cost", 1);
      }
      case 5 -> applyThenMaybeRollBack();
      case 6 -> remember();
      case 7 -> changeTasks();
      case 8 -> comeAndGo();
      default -> read();
    }
  }

  private NewToolCall newCall(int i) {
    return call(missionId, name, Instant.now());
  }

  private void applyThenMaybeRollBack() {
    boolean fails = random.nextBoolean();
    try {
      store.apply(
          writer -> {
            Instant now = Instant.now();
            writer.missions().addCost(SHARED, 1, now);
            writer.toolCalls().insert(call(missionId, name, now));
            writer.decisions().insert(new NewDecision(missionId, "d", null, now, name, null));
            if (fails) {
              throw new IllegalArgumentException("rolled back");
            }
          });
      count("cost", 1);
      count("calls", 1);
      count("decisions", 1);
    } catch (IllegalArgumentException e) {
      count("rolled_back", 1);
    }
  }

  /** What a thread has written it reads, and nobody else writes under its key. */
  private void remember() {
    MemoryEntry before = store.memory().get(missionId, name).orElse(null);
    if (remembered > 0
        && (before == null || !json(Long.toString(remembered)).equals(before.value()))) {
      throw new IllegalStateException("lost: key=" + name + " expected=" + remembered);
    }
    remembered++;
    store.memory().set(missionId, name, json(Long.toString(remembered)), Instant.now(), null);
    count("remembered", 1);
  }

  private void changeTasks() {
    String id = name + "/" + counts.getOrDefault("tasks", 0L);
    store.tasks().create(id, "", null, Instant.now());
    count("tasks", 1);
    store.tasks().create(id + "/inside", "", id, Instant.now());
    store.tasks().move(id + "/inside", null, Instant.now());
    if (store.tasks().delete(id + "/inside") != 1) {
      throw new IllegalStateException("lost: task=" + id + "/inside");
    }
  }

  /** Others that open the store for a moment, to write or to read. */
  private void comeAndGo() {
    if (random.nextBoolean()) {
      try (SqliteStore other = SqliteStore.open(file)) {
        other.toolCalls().insert(call(missionId, name, Instant.now()));
        count("calls", 1);
      }
    } else {
      try (SqliteStore other = SqliteStore.openReadOnly(file)) {
        other.missions().get(name);
      }
    }
    count("opened", 1);
  }

  private void read() {
    List<ToolCall> newest = store.toolCalls().ofMission(missionId, Page.first(20));
    store.toolCalls().named(name, Page.first(20));
    store.missions().get(name);
    if (newest.stream().anyMatch(call -> call.missionId() != missionId)) {
      throw new IllegalStateException("calls of another mission");
    }
    count("reads", 1);
  }

  private void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }
}
