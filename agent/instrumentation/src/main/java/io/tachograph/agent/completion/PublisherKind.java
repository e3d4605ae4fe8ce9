package io.tachograph.agent.completion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A framework's type that runs when somebody subscribes.
 *
 * @param type its binary name
 * @param factory its static method that makes one of a source of our own, or null for an interface,
 *     which is implemented as it is
 * @param source the simple name of the interface that such a source implements
 * @param observer the simple name of the type that its {@code subscribe} takes
 * @param single whether it gives one value at most, so that the first value is its end
 */
record PublisherKind(
    String type, @Nullable String factory, String source, String observer, boolean single) {
  /** The more exact ones first: a Mono is a Publisher, too. */
  static final List<PublisherKind> ALL =
      List.of(
          new PublisherKind(
              "reactor.core.publisher.Mono", "fromDirect", "Publisher", "CoreSubscriber", true),
          new PublisherKind(
              "reactor.core.publisher.Flux", "from", "Publisher", "CoreSubscriber", false),
          rx3("Flowable", "Publisher", "FlowableSubscriber", false),
          rx3("Observable", "ObservableSource", "Observer", false),
          rx3("Single", "SingleSource", "SingleObserver", true),
          rx3("Maybe", "MaybeSource", "MaybeObserver", true),
          rx3("Completable", "CompletableSource", "CompletableObserver", true),
          rx2("Flowable", "Publisher", "FlowableSubscriber", false),
          rx2("Observable", "ObservableSource", "Observer", false),
          rx2("Single", "SingleSource", "SingleObserver", true),
          rx2("Maybe", "MaybeSource", "MaybeObserver", true),
          rx2("Completable", "CompletableSource", "CompletableObserver", true),
          new PublisherKind(
              "org.reactivestreams.Publisher", null, "Publisher", "Subscriber", false),
          new PublisherKind(
              "java.util.concurrent.Flow$Publisher", null, "Publisher", "Subscriber", false));

  private static PublisherKind rx3(String type, String source, String observer, boolean single) {
    return rx("io.reactivex.rxjava3.core.", type, source, observer, single);
  }

  private static PublisherKind rx2(String type, String source, String observer, boolean single) {
    return rx("io.reactivex.", type, source, observer, single);
  }

  private static PublisherKind rx(
      String path, String type, String source, String observer, boolean single) {
    return new PublisherKind(path + type, "unsafeCreate", source, observer, single);
  }
}
