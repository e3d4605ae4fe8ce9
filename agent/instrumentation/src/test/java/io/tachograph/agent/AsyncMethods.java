package io.tachograph.agent;

import com.google.common.util.concurrent.ListenableFuture;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What {@link AsyncSpecimen} has, so that tests can call it in another loader. */
public interface AsyncMethods {
  <T> CompletableFuture<T> completable(Supplier<CompletableFuture<T>> made);

  <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> made);

  <T> Future<T> future(Supplier<Future<T>> made);

  <T> ListenableFuture<T> listenable(Supplier<ListenableFuture<T>> made);

  <T> Mono<T> mono(Supplier<Mono<T>> made);

  <T> Flux<T> flux(Supplier<Flux<T>> made);

  <T> ConnectableFlux<T> connectable(Supplier<ConnectableFlux<T>> made);

  <T> Publisher<T> publisher(Supplier<Publisher<T>> made);

  <T> Flow.Publisher<T> flow(Supplier<Flow.Publisher<T>> made);

  <T> Single<T> single(Supplier<Single<T>> made);

  <T> Maybe<T> maybe(Supplier<Maybe<T>> made);

  <T> Observable<T> observable(Supplier<Observable<T>> made);

  <T> Flowable<T> flowable(Supplier<Flowable<T>> made);

  Completable completion(Supplier<Completable> made);

  <T> io.reactivex.Single<T> oldSingle(Supplier<io.reactivex.Single<T>> made);

  <T> io.reactivex.Flowable<T> oldFlowable(Supplier<io.reactivex.Flowable<T>> made);

  Object any(Supplier<?> made);

  /** A call that ends when it returns, to see what it runs in. */
  String inner(String value);
}
