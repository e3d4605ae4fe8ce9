package io.tachograph.recorder;

/**
 * What a call of a model has beside any other call: what was asked, and what is known so far of the
 * answer. The parts of an answer may come on any thread; all else is the calling thread's.
 */
final class AskedModel {
  final ModelRequest request;

  /** The how-manieth call of a model of its thread it is. */
  final long number;

  /** What is known so far of an answer that comes in parts. */
  volatile ModelAnswer answer = ModelAnswer.UNKNOWN;

  /** When the last part of the answer came, 0 where it does not come in parts. */
  volatile long answeredNanos;

  /** Whether its thread is back from it. */
  boolean isLeft;

  /** Whether another one was made inside of it. */
  boolean isWrapper;

  AskedModel(ModelRequest request, long number) {
    this.request = request;
    this.number = number;
  }
}
