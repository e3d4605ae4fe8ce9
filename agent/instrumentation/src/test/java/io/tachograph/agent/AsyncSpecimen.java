package io.tachograph.agent;

import com.google.common.util.concurrent.ListenableFuture;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.tachograph.api.AuditedTool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Audited methods that return what a supplier gives them. */
class AsyncSpecimen implements AsyncMethods {
  @AuditedTool
  @Override
  public <T> CompletableFuture<T> completable(Supplier<CompletableFuture<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Future<T> future(Supplier<Future<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> ListenableFuture<T> listenable(Supplier<ListenableFuture<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Mono<T> mono(Supplier<Mono<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Flux<T> flux(Supplier<Flux<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> ConnectableFlux<T> connectable(Supplier<ConnectableFlux<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Publisher<T> publisher(Supplier<Publisher<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Flow.Publisher<T> flow(Supplier<Flow.Publisher<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Single<T> single(Supplier<Single<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Maybe<T> maybe(Supplier<Maybe<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Observable<T> observable(Supplier<Observable<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> Flowable<T> flowable(Supplier<Flowable<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public Completable completion(Supplier<Completable> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> io.reactivex.Single<T> oldSingle(Supplier<io.reactivex.Single<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public <T> io.reactivex.Flowable<T> oldFlowable(Supplier<io.reactivex.Flowable<T>> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public Object any(Supplier<?> made) {
    return made.get();
  }

  @AuditedTool
  @Override
  public String inner(String value) {
    return value;
  }
}
