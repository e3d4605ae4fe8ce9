package io.tachograph.agent.completion;

import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.SwallowedErrors;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a host's callback: what that is told ends the call that it was given to. The host's
 * code in it runs in the context around that call, on whatever thread. Thread-safe.
 */
public final class FollowedCallback implements InvocationHandler {
  private final Callback kind;
  private final PendingCall call;
  private final Object target;
  private boolean given;

  private FollowedCallback(Callback kind, PendingCall call, Object target) {
    this.kind = kind;
    this.call = call;
    this.target = target;
  }

  /**
   * A method is entered whose last argument is a callback, which is replaced.
   *
   * @param start records the start of a call with these arguments
   * @return null if the call is not recorded
   */
  public static @Nullable FollowedCallback enter(
      Callback kind,
      Recorder recorder,
      Object[] arguments,
      Function<Object[], @Nullable Call> start,
      SwallowedErrors errors) {
    Call call = start.apply(arguments);
    if (call == null) {
      return null;
    }
    int last = arguments.length - 1;
    PendingCall pending = new PendingCall(recorder, call, errors);
    FollowedCallback followed = new FollowedCallback(kind, pending, arguments[last]);
    try {
      followed.give(arguments, last);
    } catch (Throwable e) {
      errors.swallowed("following a callback of " + kind.type(), e);
    }
    return followed;
  }

  private void give(Object[] arguments, int last) {
    Class<?> type = target == null ? null : target.getClass();
    Class<?> declared = type == null ? null : Supertypes.named(type, kind.type());
    if (type == null
        || declared == null
        || !Proxies.canImplement(declared, type.getClassLoader())) {
      return;
    }
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> supertype : Supertypes.of(type)) {
      if (Proxies.canImplement(supertype, type.getClassLoader())) {
        types.add(supertype);
      }
    }
    arguments[last] = Proxies.make(type.getClassLoader(), types.toArray(Class<?>[]::new), this);
    given = true;
  }

  /** The method returned, or threw. */
  public void exit(@Nullable Object returned, @Nullable Throwable thrown) {
    if (thrown != null) {
      call.failed(thrown);
    } else if (given) {
      call.leave();
    } else {
      call.completed(returned);
    }
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return Proxies.pass(proxy, method, target, arguments);
    }
    try {
      told(method.getName(), arguments);
    } catch (RuntimeException | Error e) {
      call.swallowed("following a callback", e);
    }
    CallContext before = call.recorder().enter(call.inside());
    try {
      return Proxies.pass(proxy, method, target, arguments);
    } finally {
      call.recorder().enter(before);
    }
  }

  private void told(String method, @Nullable Object @Nullable [] arguments) {
    if (arguments == null || arguments.length != 1) {
      return;
    }
    if (method.equals(kind.completed())) {
      call.completed(arguments[0]);
    } else if (method.equals(kind.failed()) && arguments[0] instanceof Throwable error) {
      call.failed(error);
    }
  }
}
