import io.tachograph.api.AuditedTask;
import io.tachograph.api.Tachograph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Four threads give tasks to executors of all kinds, at random inside and outside of audited calls;
 * each task checks that it is in the call in which it was given away, or in none.
 */
public class Interleaved {
  private static final int ROUNDS = 200;
  private static final AtomicLong WRONG = new AtomicLong();
  private static final AtomicLong LOST = new AtomicLong();
  private static final AtomicLong RAN = new AtomicLong();
  private static final Phaser RUNNING = new Phaser(1);
  private static final ConcurrentLinkedQueue<CompletableFuture<Integer>> SOURCES =
      new ConcurrentLinkedQueue<>();
  private static final Map<String, AtomicInteger> GIVEN = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> SEEN = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> NAMED = new ConcurrentHashMap<>();

  private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
  private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(2);
  private static final ForkJoinPool FORK_JOIN = new ForkJoinPool(3);
  private static final ExecutorService FULL =
      new ThreadPoolExecutor(1, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2));
  private static final ExecutorService VIRTUAL = virtual();

  /** One object, given away again and again: no captures. */
  private static final Runnable SHARED = Interleaved::countSeen;

  private static final class Named implements Runnable {
    @Override
    public void run() {
      count(NAMED, Tachograph.currentTaskId());
      RUNNING.arriveAndDeregister();
    }
  }

  private static final Named ONE_NAMED = new Named();

  private static ExecutorService virtual() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return POOL;
    }
  }

  private static void count(Map<String, AtomicInteger> counts, String id) {
    counts.computeIfAbsent(String.valueOf(id), key -> new AtomicInteger()).incrementAndGet();
  }

  private static void countSeen() {
    count(SEEN, Tachograph.currentTaskId());
    RUNNING.arriveAndDeregister();
  }

  private static void check(String expected, String where) {
    RAN.incrementAndGet();
    String seen = Tachograph.currentTaskId();
    if (!Objects.equals(seen, expected)) {
      (seen == null ? LOST : WRONG).incrementAndGet();
      if (LOST.get() + WRONG.get() < 20) {
        System.out.println("saw " + seen + " and not " + expected + " in " + where);
      }
    }
  }

  private static RecursiveAction action(Runnable body) {
    return new RecursiveAction() {
      @Override
      protected void compute() {
        body.run();
      }
    };
  }

  private static void giveAway(Random random, String me) {
    int kind = random.nextInt(18);
    RUNNING.register();
    Runnable task =
        () -> {
          check(me, "kind " + kind);
          RUNNING.arriveAndDeregister();
        };
    switch (kind) {
      case 0 -> POOL.execute(task);
      case 1 -> POOL.submit(task);
      case 2 -> TIMER.schedule(task, random.nextInt(3), TimeUnit.MILLISECONDS);
      case 3 -> TIMER.execute(task);
      case 4 -> FORK_JOIN.execute(task);
      case 5 -> FORK_JOIN.submit(task);
      case 6 -> CompletableFuture.runAsync(task);
      case 7 -> {
        CompletableFuture<Integer> source = new CompletableFuture<>();
        source
            .thenAccept(x -> check(me, "thenAccept"))
            .thenRunAsync(() -> check(me, "thenRunAsync"), POOL)
            .whenComplete((x, e) -> check(me, "whenComplete"))
            .handleAsync((x, e) -> RUNNING.arriveAndDeregister());
        SOURCES.add(source);
      }
      case 8 -> {
        CompletableFuture<Integer> one = new CompletableFuture<>();
        CompletableFuture<Integer> two = new CompletableFuture<>();
        one.thenCombine(two, (x, y) -> x)
            .thenCompose(
                x -> {
                  check(me, "thenCompose");
                  return CompletableFuture.supplyAsync(() -> x, FORK_JOIN);
                })
            .exceptionally(e -> 1)
            .thenRun(task);
        SOURCES.add(one);
        SOURCES.add(two);
      }
      case 9 -> POOL.execute(ONE_NAMED);
      case 10 -> {
        count(GIVEN, me);
        POOL.execute(SHARED);
      }
      case 11 -> {
        try {
          FULL.execute(task);
        } catch (RejectedExecutionException e) {
          RUNNING.arriveAndDeregister();
        }
      }
      case 12 -> {
        TIMER.schedule(() -> check("never", "cancelled"), 1, TimeUnit.HOURS).cancel(false);
        RUNNING.arriveAndDeregister();
      }
      case 13 ->
          action(
                  () -> {
                    check(me, "in place");
                    action(() -> check(me, "forked")).fork().join();
                    task.run();
                  })
              .invoke();
      case 14 -> {
        IntStream.range(0, 8).parallel().forEach(i -> check(me, "parallel"));
        task.run();
      }
      case 15 -> VIRTUAL.submit(task);
      case 16 ->
          FORK_JOIN.invoke(
              action(() -> RecursiveAction.invokeAll(action(() -> check(me, "one")), action(task))));
      default ->
          POOL.execute(
              () -> {
                check(me, "before a scope that nobody closes");
                Tachograph.mission("left open");
                task.run();
              });
    }
    if (random.nextInt(4) == 0) {
      complete();
    }
  }

  private static void complete() {
    CompletableFuture<Integer> source = SOURCES.poll();
    if (source != null) {
      source.complete(1);
    }
  }

  @AuditedTask
  static void inside(Random random) {
    for (int i = 0; i < 10; i++) {
      giveAway(random, Tachograph.currentTaskId());
    }
  }

  private static void rounds(Random random) {
    for (int i = 0; i < ROUNDS; i++) {
      if (random.nextBoolean()) {
        inside(random);
      } else {
        for (int j = 0; j < 10; j++) {
          giveAway(random, null);
        }
      }
      check(null, "the thread itself");
    }
  }

  public static void main(String[] arguments) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Random random = new Random(seed + i);
      threads.add(new Thread(() -> rounds(random)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    while (!SOURCES.isEmpty()) {
      complete();
    }
    RUNNING.arriveAndAwaitAdvance();
    boolean exact = GIVEN.keySet().equals(SEEN.keySet());
    for (String id : GIVEN.keySet()) {
      exact &= GIVEN.get(id).get() == SEEN.get(id).get();
    }
    System.out.println("enough=" + (RAN.get() > 5_000) + " wrong=" + WRONG + " lost=" + LOST);
    System.out.println("shared lambdas exact=" + exact + " named somewhere=" + !NAMED.isEmpty());
    System.exit(0);
  }
}
