package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Says what a framework's return value or exception means, where it is not simply what a call
 * returned or threw. May call getters of the framework, never the host's own code; what it throws
 * is counted, and then the value is recorded as it is. Thread-safe.
 */
public interface Outcome {
  /** What is recorded as the result. */
  default @Nullable Object result(Object returned) {
    return returned;
  }

  /** Why what was returned means that the call failed, or null if it did not. */
  default @Nullable String failure(Object returned) {
    return null;
  }

  /** What is recorded as the error: that which the framework's own exception is around. */
  default Throwable error(Throwable thrown) {
    return thrown;
  }
}
