package io.tachograph.agent.completion;

import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber asks for more with, or gives up with: what that makes the publisher do belongs
 * to the call, and giving up ends it. Used from any thread.
 */
final class FollowedSubscription implements InvocationHandler {
  private final PendingCall call;
  private final Object upstream;

  FollowedSubscription(PendingCall call, Object upstream) {
    this.call = call;
    this.upstream = upstream;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    String name = method.getName();
    boolean gaveUp = name.equals("cancel") || name.equals("dispose");
    if (!call.isOpen() || (!gaveUp && !name.equals("request"))) {
      return Proxies.pass(proxy, method, upstream, arguments);
    }
    Recorder recorder = call.recorder();
    try {
      if (gaveUp) {
        call.cancelled("the subscriber cancelled");
      }
    } catch (RuntimeException | Error e) {
      call.swallowed("following a cancellation", e);
    }
    CallContext before = recorder.enter(call.inside());
    try {
      return Proxies.pass(proxy, method, upstream, arguments);
    } finally {
      recorder.enter(before);
    }
  }
}
