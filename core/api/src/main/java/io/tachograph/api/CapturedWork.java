package io.tachograph.api;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread's work belonged to when this was made; ties tasks to it that run elsewhere.
 * Immutable.
 */
final class CapturedWork {
  private final Recording recording;
  private final Object context;

  CapturedWork(Recording recording) {
    this.recording = recording;
    this.context = recording.context();
  }

  Runnable wrap(Runnable task) {
    return () -> {
      Object before = recording.enter(context);
      try {
        task.run();
      } finally {
        recording.enter(before);
      }
    };
  }

  <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    return () -> {
      Object before = recording.enter(context);
      try {
        return task.call();
      } finally {
        recording.enter(before);
      }
    };
  }

  <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
    return () -> this.<@Nullable Object, T>wrapFunction(ignored -> task.get()).apply(null);
  }

  <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> callback) {
    return value -> wrap(() -> callback.accept(value)).run();
  }

  <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrapFunction(
      Function<T, R> callback) {
    return value -> {
      Object before = recording.enter(context);
      try {
        return callback.apply(value);
      } finally {
        recording.enter(before);
      }
    };
  }
}
