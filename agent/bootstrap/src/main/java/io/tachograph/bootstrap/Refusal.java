package io.tachograph.bootstrap;

import io.tachograph.api.RecordingRefusedException;

/**
 * A refusal as the code that meets it knows it: where a loader of the host brings its own copy of
 * our api, its handlers catch the exception class of that copy.
 */
final class Refusal {
  private Refusal() {}

  /** The exception in terms of the class's loader; the same where that sees ours, or none. */
  static RuntimeException seenBy(Class<?> type, RecordingRefusedException refused) {
    try {
      Class<?> seen =
          Class.forName(RecordingRefusedException.class.getName(), true, type.getClassLoader());
      if (seen == RecordingRefusedException.class) {
        return refused;
      }
      return (RuntimeException)
          seen.getConstructor(String.class, Throwable.class)
              .newInstance(refused.getMessage(), refused.getCause());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return refused;
    }
  }
}
