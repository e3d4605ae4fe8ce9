package io.tachograph.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import io.tachograph.agent.AsyncHost;
import io.tachograph.agent.AsyncMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Futures end their calls when they complete. */
class FuturesTest {
  private final AsyncHost host = new AsyncHost();
  private final AsyncMethods methods = host.woven();

  @AfterEach
  void nothingWentWrong() {
    host.close();
  }

  @Test
  void aFutureThatIsCompleteEndsItsCallAtOnce() {
    CompletableFuture<String> complete = CompletableFuture.completedFuture("v");
    assertThat(methods.completable(() -> complete)).isSameAs(complete);
    assertThat(methods.stage(() -> CompletableFuture.completedStage("w"))).isNotNull();
    assertThat(methods.listenable(() -> Futures.immediateFuture("x"))).isDone();
    FutureTask<String> task = new FutureTask<>(() -> "y");
    task.run();
    assertThat(methods.future(() -> task)).isSameAs(task);
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_completed \"v\"",
            "tool_start",
            "tool_completed \"w\"",
            "tool_start",
            "tool_completed \"x\"",
            "tool_start",
            "tool_completed \"y\"");
  }

  @Test
  void aFutureEndsItsCallOnTheThreadThatCompletesIt() throws Exception {
    CompletableFuture<String> later = new CompletableFuture<>();
    assertThat(methods.completable(() -> later)).isSameAs(later);
    assertThat(host.summaries()).containsExactly("tool_start");
    // The caller is out of the call: what it does next has no parent.
    assertThat(methods.inner("a")).isEqualTo("a");
    assertThat(host.events().get(1).parentId()).isEmpty();
    Thread thread = new Thread(() -> later.complete("v"));
    thread.start();
    thread.join();
    assertThat(host.summaries()).endsWith("tool_completed \"v\"").hasSize(4);
    assertThat(host.events().get(3).taskId()).isEqualTo(host.events().get(0).taskId());
  }

  @Test
  void failuresAreRecordedWithoutWhatFuturesWrapAroundThem() throws Exception {
    CompletableFuture<String> failed = new CompletableFuture<>();
    CompletionStage<String> dependent = methods.stage(() -> failed.thenApply(v -> v));
    failed.completeExceptionally(new IllegalStateException("told to"));
    assertThatThrownBy(() -> dependent.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    ListenableFuture<String> listenable =
        methods.listenable(() -> Futures.immediateFailedFuture(new IllegalArgumentException("b")));
    assertThat(listenable).isDone();
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              throw new java.io.IOException("c");
            });
    task.run();
    assertThat(methods.future(() -> task)).isSameAs(task);
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_failed IllegalStateException",
            "tool_start",
            "tool_failed IllegalArgumentException",
            "tool_start",
            "tool_failed IOException");
  }

  @Test
  void cancellationsAndTimeoutsAreFailures() throws Exception {
    CompletableFuture<String> cancelled = methods.completable(CompletableFuture::new);
    assertThat(cancelled.cancel(true)).isTrue();
    CompletableFuture<String> late =
        methods.completable(
            () -> new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS));
    assertThatThrownBy(late::join).isInstanceOf(CompletionException.class);
    host.await(4);
    SettableFuture<String> settable = SettableFuture.create();
    assertThat(methods.listenable(() -> settable).cancel(false)).isTrue();
    FutureTask<String> task = new FutureTask<>(() -> "never");
    assertThat(methods.future(() -> task).cancel(false)).isTrue();
    assertThat(host.await(8))
        .containsExactly(
            "tool_start",
            "tool_failed CancellationException",
            "tool_start",
            "tool_failed TimeoutException",
            "tool_start",
            "tool_failed CancellationException",
            "tool_start",
            "tool_failed CancellationException");
  }

  @Test
  void futuresOfExecutorsAreFollowed() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch go = new CountDownLatch(1);
      Future<String> future =
          methods.future(
              () ->
                  executor.submit(
                      () -> {
                        go.await();
                        return "done";
                      }));
      assertThat(host.summaries()).containsExactly("tool_start");
      go.countDown();
      assertThat(future.get()).isEqualTo("done");
      assertThat(host.await(2)).containsExactly("tool_start", "tool_completed \"done\"");
      Future<String> forked = methods.future(() -> ForkJoinPool.commonPool().submit(() -> "fj"));
      assertThat(forked.get()).isEqualTo("fj");
      assertThat(host.await(4)).endsWith("tool_completed \"fj\"");
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aFutureThatNeverCompletesLeavesItsCallUnfinished() {
    assertThat(methods.completable(CompletableFuture::new)).isNotDone();
    SettableFuture<String> never = SettableFuture.create();
    assertThat(methods.listenable(() -> never)).isSameAs(never);
    assertThat(host.summaries()).containsExactly("tool_start", "tool_start");
  }

  @Test
  void aHostsOwnFutureIsAskedOnlyForWhatItsContractSays() throws Exception {
    class Odd extends CompletableFuture<String> {
      @Override
      public <U> CompletableFuture<U> newIncompleteFuture() {
        throw new IllegalStateException("a future of the host's that cannot be followed");
      }
    }
    Odd odd = new Odd();
    assertThat(methods.completable(() -> odd)).isSameAs(odd);
    odd.complete("v");
    assertThat(odd.join()).isEqualTo("v");
    // It could not be followed: counted, and ended as it was returned.
    assertThat(host.summaries()).hasSize(2).last().asString().startsWith("tool_completed");
    assertThat(host.takeErrors()).isEqualTo(1);
  }

  @Test
  void anInterruptedThreadReadsADoneFutureAndStaysInterrupted() {
    SettableFuture<String> settable = SettableFuture.create();
    settable.set("v");
    Thread.currentThread().interrupt();
    assertThat(methods.listenable(() -> settable)).isSameAs(settable);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(host.summaries()).containsExactly("tool_start", "tool_completed \"v\"");
  }

  /** Done, and what reading it throws is the host's own doing. */
  private record Strange(Throwable thrown) implements Future<String> {
    @Override
    public String get() {
      throw sneaky(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Nobody looks at it.
    private static <T extends Throwable> RuntimeException sneaky(Throwable any) throws T {
      throw (T) any;
    }

    @Override
    public String get(long timeout, TimeUnit unit) {
      return get();
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean cancel(boolean interrupt) {
      return false;
    }
  }

  @Test
  void whatADoneFutureThrowsIsHowItsCallFailed() {
    for (Throwable thrown :
        List.of(
            new UnsupportedOperationException(), new java.io.IOException(), new AssertionError())) {
      assertThat(methods.future(() -> new Strange(thrown))).isDone();
    }
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_failed UnsupportedOperationException",
            "tool_start",
            "tool_failed IOException",
            "tool_start",
            "tool_failed AssertionError");
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aDoneFutureThatIsInterruptedForEverHoldsUpNobody() {
    assertThat(methods.future(() -> new Strange(new InterruptedException()))).isDone();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(host.summaries()).containsExactly("tool_start", "tool_failed InterruptedException");
  }

  @Test
  void manyAtOnceEndOnceEach() throws Exception {
    int calls = 400;
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int number = i;
        futures.add(
            switch (i % 3) {
              case 0 ->
                  methods.completable(() -> CompletableFuture.supplyAsync(() -> number, executor));
              case 1 -> {
                CompletableFuture<Integer> made = methods.completable(CompletableFuture::new);
                executor.execute(() -> made.completeExceptionally(new IllegalStateException()));
                executor.execute(() -> made.complete(number));
                yield made;
              }
              default -> {
                CompletableFuture<Integer> made = methods.completable(CompletableFuture::new);
                executor.execute(() -> made.cancel(false));
                yield made;
              }
            });
      }
      for (CompletableFuture<Integer> future : futures) {
        try {
          assertThat(future.get()).isNotNegative();
        } catch (java.util.concurrent.ExecutionException | CancellationException e) {
          assertThat(e).isNotNull();
        }
      }
      host.await(2 * calls);
    } finally {
      executor.shutdown();
      assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    List<AsyncHost.Event> events = host.events();
    assertThat(events).hasSize(2 * calls);
    assertThat(events.stream().map(AsyncHost.Event::taskId).distinct()).hasSize(calls);
    assertThat(events)
        .filteredOn(e -> !e.type().equals("tool_start"))
        .extracting(AsyncHost.Event::taskId)
        .doesNotHaveDuplicates()
        .hasSize(calls);
  }
}
