package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What a call of a model has beside any other call: what was asked, and what is known so far of the
 * answer. The answer and its end may come on any thread, also before the calling thread is back.
 */
final class AskedModel {
  final ModelRequest request;

  /** The call of a model that its thread was in when it began. */
  final @Nullable AskedModel around;

  /** What is known so far of an answer that comes in parts. */
  volatile ModelAnswer answer = ModelAnswer.UNKNOWN;

  /** When the last part of the answer came, 0 where it does not come in parts. */
  volatile long answeredNanos;

  /** Whether another one was made inside of it. */
  volatile boolean isWrapper;

  AskedModel(ModelRequest request, @Nullable AskedModel around) {
    this.request = request;
    this.around = around;
  }
}
