package io.tachograph.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.tachograph.agent.AsyncHost;
import io.tachograph.agent.AsyncMethods;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** What runs when it is subscribed to ends its calls when that is over. */
class PublishersTest {
  private final AsyncHost host = new AsyncHost();
  private final AsyncMethods methods = host.woven();

  @AfterEach
  void nothingWentWrong() {
    host.close();
  }

  @Test
  void aMonoEndsItsCallWithItsValue() {
    Mono<String> mono = methods.mono(() -> Mono.fromCallable(() -> methods.inner("v")));
    assertThat(host.summaries()).containsExactly("tool_start");
    assertThat(mono.block()).isEqualTo("v");
    assertThat(host.summaries())
        .containsExactly(
            "tool_start", "tool_start", "tool_completed \"v\"", "tool_completed \"v\"");
    List<AsyncHost.Event> events = host.events();
    assertThat(events.get(1).parentId()).isEqualTo(events.get(0).taskId());
    assertThat(events.get(3).taskId()).isEqualTo(events.get(0).taskId());
  }

  @Test
  void anEmptyOneAFailedOneAndACancelledOne() {
    assertThat(methods.mono(Mono::empty).block()).isNull();
    Mono<String> failed = methods.mono(() -> Mono.error(new IllegalStateException("told to")));
    assertThatThrownBy(failed::block).isInstanceOf(IllegalStateException.class);
    methods.mono(Mono::never).subscribe().dispose();
    Mono<String> slow = methods.mono(() -> Mono.<String>never().timeout(Duration.ofMillis(1)));
    assertThatThrownBy(slow::block).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(methods.flux(() -> Flux.range(0, 5)).take(2).collectList().block()).hasSize(2);
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_completed null",
            "tool_start",
            "tool_failed IllegalStateException",
            "tool_start",
            "tool_failed CancellationException",
            "tool_start",
            "tool_failed TimeoutException",
            "tool_start",
            "tool_failed CancellationException");
  }

  @Test
  void aFluxSaysHowManyItemsCame() {
    Flux<Integer> flux = methods.flux(() -> Flux.range(0, 5).publishOn(Schedulers.parallel()));
    assertThat(flux.map(i -> i + 1).collectList().block()).containsExactly(1, 2, 3, 4, 5);
    assertThat(host.summaries()).containsExactly("tool_start", "tool_completed {\"items\":5}");
  }

  @Test
  void eachFurtherSubscriptionIsACallOfItsOwn() {
    AtomicInteger attempts = new AtomicInteger();
    Mono<Integer> mono =
        methods.mono(
            () ->
                Mono.fromCallable(
                    () -> {
                      if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                      }
                      return attempts.get();
                    }));
    assertThat(mono.retry(5).block()).isEqualTo(3);
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_failed IllegalStateException",
            "tool_start",
            "tool_failed IllegalStateException",
            "tool_start",
            "tool_completed 3");
    List<AsyncHost.Event> events = host.events();
    assertThat(events.get(0).data().has("again")).isFalse();
    assertThat(events.get(2).data().path("again").asText()).isEqualTo(events.get(0).taskId());
    assertThat(events.get(4).data().path("again").asText()).isEqualTo(events.get(0).taskId());
    assertThat(events.get(4).data().has("payload")).isFalse();
    assertThat(events.get(5).taskId()).isEqualTo(events.get(4).taskId());
  }

  @Test
  void whatComesAfterBelongsToTheSubscriber() {
    Mono<String> mono =
        methods.mono(() -> Mono.just("v").publishOn(Schedulers.parallel())).map(methods::inner);
    Object outer =
        methods.any(
            () -> {
              assertThat(mono.block()).isEqualTo("v");
              return "outer";
            });
    assertThat(outer).isEqualTo("outer");
    List<AsyncHost.Event> events = host.events();
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_start",
            "tool_completed \"v\"",
            "tool_start",
            "tool_completed \"v\"",
            "tool_completed \"outer\"");
    // The call, the one around the subscription, and what map called on another thread.
    assertThat(events.get(3).parentId()).isEqualTo(events.get(1).taskId());
    assertThat(events.get(2).taskId()).isEqualTo(events.get(0).taskId());
  }

  @Test
  void theSubscribersContextIsSeenUpstream() {
    Mono<String> mono = methods.mono(() -> Mono.deferContextual(c -> Mono.just(c.get("k"))));
    assertThat(mono.contextWrite(Context.of("k", "seen")).block()).isEqualTo("seen");
    assertThat(host.summaries()).endsWith("tool_completed \"seen\"");
  }

  @Test
  void whatTheHostMayCastToIsLeftAsItIs() {
    Flux<Integer> source = Flux.range(0, 3);
    ConnectableFlux<Integer> connectable = methods.connectable(source::publish);
    assertThat(connectable.getClass().getSimpleName()).isEqualTo("FluxPublish");
    class Own extends Mono<String> {
      @Override
      public void subscribe(reactor.core.CoreSubscriber<? super String> actual) {
        Mono.just("own").subscribe(actual);
      }
    }
    assertThat(methods.mono(Own::new)).isNotInstanceOf(Own.class);
    assertThat(methods.any(Own::new)).isInstanceOf(Mono.class);
    assertThat(methods.any(source::publish)).isInstanceOf(ConnectableFlux.class);
    assertThat(host.summaries().get(1)).startsWith("tool_completed {\"$type\"");
  }

  @Test
  void rxJavaIsFollowed() {
    assertThat(methods.single(() -> Single.just("s")).blockingGet()).isEqualTo("s");
    assertThat(methods.maybe(() -> Maybe.just("m")).blockingGet()).isEqualTo("m");
    assertThat(methods.maybe(Maybe::empty).blockingGet()).isNull();
    methods.completion(Completable::complete).blockingAwait();
    assertThat(methods.observable(() -> Observable.range(0, 3)).toList().blockingGet()).hasSize(3);
    assertThat(methods.flowable(() -> Flowable.range(0, 4)).toList().blockingGet()).hasSize(4);
    methods.completion(Completable::never).subscribe().dispose();
    Single<String> failed = methods.single(() -> Single.error(new IllegalStateException("x")));
    assertThatThrownBy(failed::blockingGet).isInstanceOf(IllegalStateException.class);
    assertThat(methods.oldSingle(() -> io.reactivex.Single.just("2")).blockingGet()).isEqualTo("2");
    assertThat(methods.oldFlowable(() -> io.reactivex.Flowable.range(0, 2)).toList().blockingGet())
        .hasSize(2);
    assertThat(host.summaries())
        .filteredOn(summary -> !summary.equals("tool_start"))
        .containsExactly(
            "tool_completed \"s\"",
            "tool_completed \"m\"",
            "tool_completed null",
            "tool_completed null",
            "tool_completed {\"items\":3}",
            "tool_completed {\"items\":4}",
            "tool_failed CancellationException",
            "tool_failed IllegalStateException",
            "tool_completed \"2\"",
            "tool_completed {\"items\":2}");
  }

  @Test
  void plainPublishersAreFollowed() throws Exception {
    Publisher<String> plain =
        methods.publisher(() -> subscriber -> Flux.just("a", "b").subscribe(subscriber));
    assertThat(Flux.from(plain).collectList().block()).containsExactly("a", "b");
    Publisher<String> mono = methods.publisher(() -> Mono.just("m"));
    assertThat(mono).isInstanceOf(Mono.class);
    assertThat(Mono.from(mono).block()).isEqualTo("m");
    try (SubmissionPublisher<String> submission = new SubmissionPublisher<>(Runnable::run, 8)) {
      java.util.concurrent.Flow.Publisher<String> flow = methods.flow(() -> submission);
      List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
      flow.subscribe(
          new java.util.concurrent.Flow.Subscriber<>() {
            @Override
            public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
              subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(String item) {
              seen.add(item);
            }

            @Override
            public void onError(Throwable error) {
              seen.add(error.toString());
            }

            @Override
            public void onComplete() {
              seen.add("over");
            }
          });
      submission.submit("x");
      submission.submit("y");
      submission.close();
      assertThat(seen).containsExactly("x", "y", "over");
    }
    assertThat(host.summaries())
        .containsExactly(
            "tool_start",
            "tool_completed {\"items\":2}",
            "tool_start",
            "tool_completed \"m\"",
            "tool_start",
            "tool_completed {\"items\":2}");
  }
}
