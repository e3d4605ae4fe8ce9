import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import io.tachograph.api.MissionScope;
import io.tachograph.api.Tachograph;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Calls a tool on the other side of every kind of hop; those named "not" have no context. */
public class Hops {
  private static final ExecutorService BEFORE = Executors.newFixedThreadPool(1);

  @AuditedTool
  static Object tool(String name) {
    return name;
  }

  private interface Body {
    void run(Runnable done) throws Exception;
  }

  private static void awaited(Body body) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    body.run(done::countDown);
    done.await();
  }

  @AuditedTask
  static void plan() throws Exception {
    BEFORE.submit(() -> tool("worker from before")).get();
    executors();
    futures();
    forkJoin();
    newerThreads();
    Thread wrapped = new Thread(Tachograph.wrap(() -> { tool("wrap"); }));
    wrapped.start();
    wrapped.join();
    Thread plain = new Thread(() -> tool("not: plain thread"));
    plain.start();
    plain.join();
  }

  private static void executors() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    pool.submit(() -> tool("submit")).get();
    awaited(done -> pool.execute(() -> { tool("execute"); done.run(); }));
    pool.invokeAll(List.of(() -> tool("invokeAll"), () -> tool("invokeAll")));
    ExecutorCompletionService<Object> service = new ExecutorCompletionService<>(pool);
    service.submit(() -> tool("completion service"));
    service.take().get();
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    timer.schedule(() -> tool("schedule"), 1, TimeUnit.MILLISECONDS).get();
    CountDownLatch twice = new CountDownLatch(2);
    timer.scheduleAtFixedRate(() -> { tool("not: periodic"); twice.countDown(); }, 0, 1, TimeUnit.MILLISECONDS);
    twice.await();
    timer.shutdownNow();
    timer.awaitTermination(1, TimeUnit.MINUTES);
    Timer old = new Timer(true);
    awaited(done -> old.schedule(new TimerTask() {
      @Override
      public void run() {
        tool("timer");
        done.run();
      }
    }, 1));
    pool.shutdown();
  }

  private static void futures() throws Exception {
    CompletableFuture.supplyAsync(() -> tool("supplyAsync")).thenApplyAsync(x -> tool("thenApplyAsync"))
        .thenApply(x -> tool("thenApply")).get();
    CompletableFuture<Object> source = new CompletableFuture<>();
    CompletableFuture<Object> last = source.thenApply(x -> tool("dependent"))
        .thenCombine(source, (x, y) -> tool("thenCombine"))
        .thenCompose(x -> CompletableFuture.supplyAsync(() -> tool("thenCompose")))
        .handle((x, e) -> tool("handle"))
        .whenComplete((x, e) -> tool("whenComplete"))
        .applyToEither(new CompletableFuture<>(), x -> tool("applyToEither"));
    Thread other = new Thread(() -> source.complete("x"));
    other.start();
    last.get();
    other.join();
    CompletableFuture.runAsync(() -> tool("delayed"), CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)).get();
  }

  private static RecursiveAction action(String name) {
    return new RecursiveAction() {
      @Override
      protected void compute() {
        tool(name);
      }
    };
  }

  private static void forkJoin() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.submit(() -> tool("fork join pool")).get();
    pool.invoke(new RecursiveAction() {
      @Override
      protected void compute() {
        ForkJoinTask.invokeAll(action("forked"), action("in place"));
        action("fork").fork().join();
        action("invoke").invoke();
      }
    });
    List.of(1, 2, 3, 4).parallelStream().forEach(i -> tool("parallel stream"));
    pool.shutdown();
  }

  /** By reflection, for this is compiled for 17. */
  private static void newerThreads() throws Exception {
    if (Runtime.version().feature() < 25) {
      return;
    }
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    virtual.submit(() -> virtual.submit(() -> tool("virtual in virtual")).get()).get();
    Thread started = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
        .invoke(null, (Runnable) () -> tool("virtual"));
    started.join();
    ExecutorService platform = (ExecutorService) Executors.class
        .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
        .invoke(null, Executors.defaultThreadFactory());
    platform.submit(() -> tool("thread per task")).get();
    ((ScheduledExecutorService) (Object) ForkJoinPool.commonPool())
        .schedule(() -> tool("fork join schedule"), 1, TimeUnit.MILLISECONDS).get();
    Class<?> scopes = Class.forName("java.util.concurrent.StructuredTaskScope");
    Object scope = scopes.getMethod("open").invoke(null);
    try {
      scopes.getMethod("fork", Callable.class).invoke(scope, (Callable<Object>) () -> tool("structured"));
      scopes.getMethod("join").invoke(scope);
    } finally {
      ((AutoCloseable) scope).close();
    }
  }

  public static void main(String[] arguments) throws Exception {
    Callable<Object> nothing = () -> "the worker waits for its next task";
    BEFORE.submit(nothing).get();
    try (MissionScope mission = Tachograph.mission("hops")) {
      plan();
    }
    BEFORE.submit(() -> tool("not: the pool's next task")).get();
    CompletableFuture.runAsync(() -> tool("not: common pool")).get();
    System.out.println("done");
    System.exit(0);
  }
}
