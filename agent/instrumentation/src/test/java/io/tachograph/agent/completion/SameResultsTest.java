package io.tachograph.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.tachograph.agent.AsyncHost;
import io.tachograph.agent.AsyncMethods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Random trees of stages and operators give a host the same, audited or not. */
class SameResultsTest {
  private static final int ROUNDS = 60;

  /** Runs each round twice from one seed, and compares all that a host could see. */
  private static void compare(BiFunction<AsyncMethods, Random, List<String>> host) {
    long seed = System.nanoTime();
    Random seeds = new Random(seed);
    try (AsyncHost audited = new AsyncHost()) {
      for (int round = 0; round < ROUNDS; round++) {
        long one = seeds.nextLong();
        List<String> bare = host.apply(AsyncHost.bare(), new Random(one));
        List<String> woven = host.apply(audited.woven(), new Random(one));
        assertThat(woven).as("seed=%d round=%d", seed, round).isEqualTo(bare);
      }
      List<AsyncHost.Event> ends = new ArrayList<>(audited.events());
      ends.removeIf(event -> event.type().equals("tool_start"));
      assertThat(ends)
          .as("seed=%d", seed)
          .hasSizeGreaterThan(ROUNDS)
          .extracting(AsyncHost.Event::taskId)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void stagesGiveTheSame() {
    compare(
        (methods, random) -> {
          List<String> seen = new ArrayList<>();
          List<CompletableFuture<Integer>> roots = new ArrayList<>();
          List<CompletableFuture<Integer>> all = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            roots.add(methods.completable(CompletableFuture::new));
          }
          all.addAll(roots);
          for (int i = 0; i < 12; i++) {
            CompletableFuture<Integer> from = all.get(random.nextInt(all.size()));
            CompletableFuture<Integer> other = all.get(random.nextInt(all.size()));
            int kind = random.nextInt(7);
            int number = i;
            CompletableFuture<Integer> made =
                stage(from, other, kind, value -> seen.add(number + "=" + value));
            all.add(random.nextBoolean() ? methods.completable(() -> made) : made);
          }
          Collections.shuffle(roots, random);
          for (CompletableFuture<Integer> root : roots) {
            switch (random.nextInt(4)) {
              case 0 -> root.completeExceptionally(new IllegalStateException("told to"));
              case 1 -> root.cancel(false);
              default -> root.complete(random.nextInt(10));
            }
            // Where the JDK has no hook, a dependent of ours is there, and nothing else.
            all.forEach(future -> seen.add(String.valueOf(outcome(future))));
          }
          return seen;
        });
  }

  private static String outcome(CompletableFuture<Integer> future) {
    return future.isDone()
        ? future.handle((value, error) -> value + " " + error).join()
        : "not completed";
  }

  private static CompletableFuture<Integer> stage(
      CompletableFuture<Integer> from,
      CompletableFuture<Integer> other,
      int kind,
      java.util.function.Consumer<Object> seen) {
    return switch (kind) {
      case 0 ->
          from.thenApply(
              value -> {
                seen.accept(value);
                return value + 1;
              });
      case 1 -> from.thenCombine(other, Integer::sum).whenComplete((v, e) -> seen.accept(v));
      case 2 -> from.exceptionally(error -> -1);
      case 3 -> from.thenCompose(value -> other);
      case 4 -> from.applyToEither(other, value -> value * 2);
      case 5 ->
          from.thenApply(
              value -> {
                throw new IllegalArgumentException("in a stage");
              });
      default -> from.handle((value, error) -> error == null ? value : -2);
    };
  }

  @Test
  void reactorsOperatorsGiveTheSame() {
    compare(
        (methods, random) -> {
          List<String> seen = new ArrayList<>();
          Flux<Integer> flux = Flux.range(0, random.nextInt(6));
          for (int i = 0; i < 8; i++) {
            flux = operator(methods, flux, random, i, seen);
          }
          List<String> signals = flux.materialize().map(String::valueOf).collectList().block();
          seen.addAll(signals);
          return seen;
        });
  }

  private static Flux<Integer> operator(
      AsyncMethods methods, Flux<Integer> from, Random random, int number, List<String> seen) {
    int parameter = random.nextInt(4);
    Flux<Integer> next =
        switch (random.nextInt(13)) {
          case 0 -> from.map(value -> value + parameter);
          case 1 -> from.filter(value -> value % 2 == 0);
          case 2 -> from.take(parameter);
          case 3 -> from.concatMap(value -> methods.mono(() -> Mono.just(value * 2)));
          case 4 -> from.flatMap(value -> methods.flux(() -> Flux.range(value, 2)));
          case 5 -> from.flatMap(value -> methods.mono(Mono::<Integer>empty));
          case 6 ->
              from.map(
                  value -> {
                    if (value == parameter) {
                      throw new IllegalStateException("told to " + number);
                    }
                    return value;
                  });
          case 7 -> from.onErrorResume(e -> methods.mono(() -> Mono.just(-1)));
          case 8 -> from.retry(1);
          case 9 -> methods.mono(from::next).flux();
          case 10 -> from.doOnCancel(() -> seen.add(number + " cancelled"));
          case 11 -> from.doFinally(signal -> seen.add(number + " " + signal));
          default -> from.zipWith(methods.flux(() -> Flux.range(5, 3)), Integer::sum);
        };
    return random.nextBoolean() ? methods.flux(() -> next) : next;
  }

  @Test
  void rxJavasOperatorsGiveTheSame() {
    compare(
        (methods, random) -> {
          List<String> seen = new ArrayList<>();
          Flowable<Integer> flowable = Flowable.range(0, random.nextInt(6));
          for (int i = 0; i < 8; i++) {
            flowable = operator(methods, flowable, random, i, seen);
          }
          seen.addAll(flowable.materialize().map(String::valueOf).toList().blockingGet());
          return seen;
        });
  }

  private static Flowable<Integer> operator(
      AsyncMethods methods, Flowable<Integer> from, Random random, int number, List<String> seen) {
    int parameter = random.nextInt(4);
    Flowable<Integer> next =
        switch (random.nextInt(10)) {
          case 0 -> from.map(value -> value + parameter);
          case 1 -> from.filter(value -> value % 2 == 0);
          case 2 -> from.take(parameter);
          case 3 ->
              from.concatMapSingle(
                  value -> methods.single(() -> io.reactivex.rxjava3.core.Single.just(value)));
          case 4 -> from.flatMap(value -> methods.flowable(() -> Flowable.range(value, 2)));
          case 5 ->
              from.concatMapMaybe(
                  value -> methods.maybe(io.reactivex.rxjava3.core.Maybe::<Integer>empty));
          case 6 ->
              from.map(
                  value -> {
                    if (value == parameter) {
                      throw new IllegalStateException("told to " + number);
                    }
                    return value;
                  });
          case 7 ->
              methods
                  .observable(from::toObservable)
                  .toFlowable(io.reactivex.rxjava3.core.BackpressureStrategy.BUFFER);
          case 8 -> from.retry(1);
          default -> from.doOnCancel(() -> seen.add(number + " cancelled"));
        };
    return random.nextBoolean() ? methods.flowable(() -> next) : next;
  }
}
