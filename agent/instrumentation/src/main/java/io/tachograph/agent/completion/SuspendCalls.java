package io.tachograph.agent.completion;

import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Kotlin's suspend functions, which end when the continuation that they were given is
 * resumed. The compiler's own continuations tell of that by a hook, and stay what they are, since
 * dispatchers look at their class; any other is stood for by a proxy. Thread-safe.
 */
public final class SuspendCalls {
  private final SwallowedErrors errors;
  private final HookTransformer transformer;

  /** What is suspended, by the compiler's continuation that waits for it. */
  private final WeakIdentityMap<Suspended> suspended = new WeakIdentityMap<>();

  /** Whether a proxy was ever made. */
  private volatile boolean standsForSome;

  /** The hook of each loader's Kotlin, kept with the class that it is in. */
  private final ClassValue<Hooks> hooks =
      new ClassValue<>() {
        @Override
        protected Hooks computeValue(Class<?> base) {
          return new Hooks(transformer, errors, base);
        }
      };

  SuspendCalls(HookTransformer transformer, SwallowedErrors errors) {
    this.transformer = transformer;
    this.errors = errors;
  }

  /** A call, and around it the one whose function ended by calling this one's, if any. */
  private record Suspended(PendingCall call, @Nullable Suspended outer) {}

  /** A function was called. */
  private record Entered(PendingCall call, @Nullable Object waiting, boolean followed) {}

  /**
   * A suspend function is entered.
   *
   * @param arguments as given, the continuation last, which may be replaced
   * @param start records the start of a call with these arguments
   * @return what {@link #exit} takes, or null if the call is not recorded
   */
  public @Nullable Object enter(
      Recorder recorder, Object[] arguments, Function<Object[], @Nullable Call> start) {
    int last = arguments.length - 1;
    Object continuation = arguments[last];
    ContinuationTypes types = null;
    try {
      types = continuation == null ? null : ContinuationTypes.of(continuation);
      if (types != null && continuation != null && types.isResumed(continuation)) {
        // It goes on inside of the call that it began.
        return null;
      }
    } catch (Throwable e) {
      errors.swallowed("looking at a continuation", e);
    }
    Call call = start.apply(Arrays.copyOf(arguments, last));
    if (call == null) {
      return null;
    }
    PendingCall pending = new PendingCall(recorder, call, errors);
    if (types == null || continuation == null) {
      return new Entered(pending, null, false);
    }
    if (types.base() == null) {
      standsForSome = true;
      arguments[last] =
          Proxies.make(
              types.interfaces()[0].getClassLoader(),
              types.interfaces(),
              new Awaiting(pending, continuation));
      return new Entered(pending, null, true);
    }
    boolean hooked = hooks.get(types.base()).areIn();
    if (hooked) {
      suspended.put(continuation, new Suspended(pending, suspended.remove(continuation)));
    }
    return new Entered(pending, continuation, hooked);
  }

  /** Whether no call is suspended. */
  public boolean isEmpty() {
    return suspended.isEmpty() && !standsForSome;
  }

  /** The context of what a continuation waits for, if that is an audited call, or null. */
  public @Nullable CallContext waitingFor(Object continuation) {
    Awaiting awaiting = awaiting(continuation);
    if (awaiting != null) {
      return awaiting.call.inside();
    }
    Suspended waits = suspended.get(continuation);
    return waits == null ? null : waits.call.inside();
  }

  /** The continuation that gets the result of that one, or null if it is none of a coroutine's. */
  public @Nullable Object next(Object continuation) {
    Awaiting awaiting = awaiting(continuation);
    return awaiting == null
        ? ContinuationTypes.of(continuation).nextOf(continuation)
        : awaiting.continuation;
  }

  /** Whether a continuation goes on only where its caller has it go on, as that of a sequence. */
  public boolean isRestricted(Object continuation) {
    return ContinuationTypes.of(continuation).restricted();
  }

  private static @Nullable Awaiting awaiting(Object continuation) {
    return Proxy.isProxyClass(continuation.getClass())
            && Proxy.getInvocationHandler(continuation) instanceof Awaiting awaiting
        ? awaiting
        : null;
  }

  /** The function returned, or suspended, or threw. */
  public void exit(Object what, @Nullable Object returned, @Nullable Throwable thrown) {
    Entered entered = (Entered) what;
    PendingCall call = entered.call;
    if (thrown == null && entered.followed && isSuspended(returned)) {
      call.leave();
    } else {
      Object waiting = entered.waiting;
      if (waiting != null) {
        waitsNoMore(waiting, call);
      }
      end(call, returned, thrown);
    }
  }

  private void waitsNoMore(Object waiting, PendingCall call) {
    Suspended waits = suspended.remove(waiting);
    Suspended left = waits != null && waits.call == call ? waits.outer : waits;
    if (left != null) {
      suspended.put(waiting, left);
    }
  }

  /** The hook: one of the compiler's continuations goes on with a result. */
  public void resumed(Object continuation, @Nullable Object result) {
    for (Suspended waits = suspended.remove(continuation); waits != null; waits = waits.outer) {
      endWith(waits.call, result);
    }
  }

  private static boolean isSuspended(@Nullable Object returned) {
    return returned instanceof Enum<?> marker
        && marker.name().equals("COROUTINE_SUSPENDED")
        && marker.getDeclaringClass().getName().startsWith("kotlin.coroutines.intrinsics.");
  }

  private static void endWith(PendingCall call, @Nullable Object result) {
    Throwable failure = null;
    if (result != null && result.getClass().getName().equals("kotlin.Result$Failure")) {
      try {
        failure = (Throwable) result.getClass().getField("exception").get(result);
      } catch (ReflectiveOperationException e) {
        call.swallowed("reading a failure of " + result.getClass().getName(), e);
      }
    }
    end(call, result, failure);
  }

  private static void end(PendingCall call, @Nullable Object returned, @Nullable Throwable thrown) {
    if (thrown != null) {
      call.failed(thrown);
    } else {
      boolean nothing = returned != null && returned.getClass().getName().equals("kotlin.Unit");
      call.completed(nothing ? null : returned);
    }
  }

  /** Stands for a continuation that has no hook. */
  private record Awaiting(PendingCall call, Object continuation) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (method.getName().equals("resumeWith") && arguments != null) {
        try {
          endWith(call, arguments[0]);
        } catch (RuntimeException | Error e) {
          call.swallowed("following a continuation", e);
        }
      }
      return Proxies.pass(proxy, method, continuation, arguments);
    }
  }
}
