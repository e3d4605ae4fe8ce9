package io.tachograph.agent;

import io.tachograph.agent.completion.Callback;

/**
 * Reads a framework's method that gives its result to its last argument: a call of it ends when
 * that is told. Thread-safe.
 */
public interface CallbackReading extends CallReading {
  /** What the last argument is. */
  Callback callback();
}
