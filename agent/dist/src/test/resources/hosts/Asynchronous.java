import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.reactivex.rxjava3.core.Single;
import io.tachograph.api.AuditedTask;
import io.tachograph.api.AuditedTool;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Returns what completes later, of each kind, and prints what became of it. */
public class Asynchronous {
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  @AuditedTool(name = "promise")
  static CompletableFuture<String> promise() {
    return new CompletableFuture<>();
  }

  @AuditedTool(name = "supplied")
  static CompletionStage<String> supplied(CountDownLatch go, String value) {
    return CompletableFuture.supplyAsync(
        () -> {
          await(go);
          return value;
        },
        EXECUTOR);
  }

  @AuditedTool(name = "minimal")
  static CompletionStage<String> minimal(CompletableFuture<String> of) {
    return of.minimalCompletionStage();
  }

  @AuditedTool(name = "submitted")
  static Future<String> submitted(Callable<String> work) {
    return EXECUTOR.submit(work);
  }

  @AuditedTool(name = "listenable")
  static ListenableFuture<String> listenable(ListenableFuture<String> future) {
    return future;
  }

  @AuditedTool(name = "mono")
  static Mono<String> mono(String value) {
    return Mono.fromCallable(() -> inner(value)).subscribeOn(Schedulers.boundedElastic());
  }

  @AuditedTool(name = "flux")
  static Flux<Integer> flux(int count) {
    return Flux.range(0, count);
  }

  @AuditedTool(name = "single")
  static Single<String> single(String value) {
    return Single.just(value);
  }

  @AuditedTool(name = "inner")
  static String inner(String value) {
    return value;
  }

  @AuditedTool(name = "after")
  static String after(String value) {
    return value + "!";
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AuditedTask(name = "run")
  static void run() throws Exception {
    CompletableFuture<String> promise = promise();
    // What depends on it runs on the thread that completes it, and must not stand before its end.
    CompletableFuture<String> dependent = promise.thenApply(Asynchronous::after);
    System.out.println(promise.getNumberOfDependents());
    promise.complete("kept");
    System.out.println(dependent.join());

    CompletableFuture<String> cancelled = promise();
    System.out.println(cancelled.cancel(true));
    CompletableFuture<String> late = promise().orTimeout(1, TimeUnit.MILLISECONDS);
    System.out.println(late.handle((v, e) -> e.getClass().getSimpleName()).join());

    CountDownLatch go = new CountDownLatch(1);
    CompletionStage<String> supplied = supplied(go, "supplied");
    go.countDown();
    System.out.println(supplied.toCompletableFuture().join());
    CompletableFuture<String> behind = new CompletableFuture<>();
    CompletionStage<String> minimal = minimal(behind);
    behind.complete("minimal");
    System.out.println(minimal.thenApply(v -> v + "!").toCompletableFuture().join());

    CountDownLatch more = new CountDownLatch(1);
    Future<String> submitted =
        submitted(
            () -> {
              more.await();
              return "submitted";
            });
    more.countDown();
    System.out.println(submitted.get());
    CountDownLatch never = new CountDownLatch(1);
    Future<String> stopped =
        submitted(
            () -> {
              never.await();
              return "";
            });
    System.out.println(stopped.cancel(true));
    SettableFuture<String> settable = SettableFuture.create();
    ListenableFuture<String> listenable = listenable(settable);
    settable.set("listened");
    System.out.println(listenable.get());

    System.out.println(mono("m").map(Asynchronous::after).block());
    System.out.println(flux(3).collectList().block());
    System.out.println(single("s").blockingGet());
    promise();
    mono("nobody subscribes");
  }

  public static void main(String[] arguments) throws Exception {
    run();
    EXECUTOR.shutdown();
    EXECUTOR.awaitTermination(10, TimeUnit.SECONDS);
    System.exit(0);
  }
}
