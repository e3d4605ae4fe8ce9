package io.tachograph.agent.completion;

import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call that is in the ledger with its start and waits for its end: the first end counts, later
 * ones do nothing. Held by what it waits for, and by nothing static. Thread-safe; never throws.
 */
final class PendingCall {
  private static final StackTraceElement[] NO_STACK = {};
  private static final int MAX_WRAPPERS = 8;

  private final Recorder recorder;
  private final Call call;
  private final SwallowedErrors errors;
  private final AtomicBoolean ended = new AtomicBoolean();

  PendingCall(Recorder recorder, Call call, SwallowedErrors errors) {
    this.recorder = recorder;
    this.call = call;
    this.errors = errors;
  }

  /** That what this call returned is run once more; null if that could not be recorded. */
  @Nullable PendingCall again() {
    Call again = recorder.startAgain(call);
    return again == null ? null : new PendingCall(recorder, again, errors);
  }

  /** Something of ours went wrong while following it. */
  void swallowed(String doing, Throwable error) {
    errors.swallowed(doing, error);
  }

  Recorder recorder() {
    return recorder;
  }

  /** Whether the end is not known yet. */
  boolean isOpen() {
    return !ended.get();
  }

  /** The context of work that is done for this call. */
  CallContext inside() {
    return Recorder.inside(call);
  }

  /** One of several values came. */
  void item(Object value) {
    recorder.item(call, value);
  }

  /** The thread goes on outside of the call, whose end comes later. */
  void leave() {
    recorder.leave(call);
  }

  void completed(@Nullable Object result) {
    if (ended.compareAndSet(false, true)) {
      recorder.end(call, result, null);
    }
  }

  /** Ends with what went wrong, without what futures wrap around it. */
  void failed(Throwable error) {
    if (ended.compareAndSet(false, true)) {
      recorder.end(call, null, unwrapped(error));
    }
  }

  /** Ends since whoever waited for the result gave up, or somebody stopped the work. */
  void cancelled(String how) {
    if (ended.compareAndSet(false, true)) {
      CancellationException cancellation = new CancellationException(how);
      cancellation.setStackTrace(NO_STACK);
      recorder.end(call, null, cancellation);
    }
  }

  /** Exactly these classes: what extends them is the host's, and says something of its own. */
  private static Throwable unwrapped(Throwable error) {
    Throwable inner = error;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      Class<?> type = inner.getClass();
      Throwable cause =
          type == CompletionException.class || type == ExecutionException.class
              ? inner.getCause()
              : null;
      if (cause == null) {
        return inner;
      }
      inner = cause;
    }
    return inner;
  }
}
