package io.tachograph.agent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the last argument of a suspend function of Kotlin, the continuation that its compiler
 * added: it is no argument of the host's, and all of the caller's state hangs on it.
 */
final class SuspendReading implements CallReading {
  static final String CONTINUATION_DESCRIPTOR = "Lkotlin/coroutines/Continuation;";

  static final SuspendReading INSTANCE = new SuspendReading();

  private SuspendReading() {}

  @Override
  public Object[] payload(@Nullable Object self, Object[] arguments) {
    return Arrays.copyOf(arguments, arguments.length - 1);
  }
}
