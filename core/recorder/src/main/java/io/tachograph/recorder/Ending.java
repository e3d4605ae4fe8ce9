package io.tachograph.recorder;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended, by what it returned or threw and what that means.
 *
 * @param result what it returned, null for nothing
 * @param thrown what it threw, or null
 * @param failure why it failed although it returned, or null
 */
record Ending(@Nullable Object result, @Nullable Throwable thrown, @Nullable String failure) {
  static Ending of(
      Call call, @Nullable Object returned, @Nullable Throwable thrown, SwallowedErrors errors) {
    Outcome outcome = call.outcome;
    if (outcome != null) {
      try {
        if (thrown != null) {
          return new Ending(returned, outcome.error(thrown), null);
        } else if (returned != null) {
          return new Ending(outcome.result(returned), null, outcome.failure(returned));
        }
      } catch (RuntimeException | LinkageError e) {
        errors.swallowed("reading the end of " + call.place(), e);
      }
    }
    return new Ending(returned, thrown, null);
  }

  boolean isFailed() {
    return thrown != null || failure != null;
  }
}
