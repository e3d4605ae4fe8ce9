package io.tachograph.agent.completion;

import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a publisher and who subscribed to it: sees the signals, ends the call at the first
 * that ends it, and passes each on in the context that the subscriber subscribed in. Signals come
 * one after the other, from any thread.
 */
final class FollowedObserver implements InvocationHandler {
  private final PublisherProtocol protocol;
  private final PendingCall call;
  private final CallContext outside;
  private final Object downstream;

  /** How many values passed; of one signal at a time, each seeing what the one before wrote. */
  private long items;

  FollowedObserver(
      PublisherProtocol protocol, PendingCall call, CallContext outside, Object downstream) {
    this.protocol = protocol;
    this.call = call;
    this.outside = outside;
    this.downstream = downstream;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (!method.getName().startsWith("on")) {
      return Proxies.pass(proxy, method, downstream, arguments);
    }
    @Nullable Object @Nullable [] passed = arguments;
    Recorder recorder = call.recorder();
    try {
      passed = see(method.getName(), arguments);
    } catch (RuntimeException | Error e) {
      call.swallowed("following a signal to " + downstream.getClass().getName(), e);
    }
    CallContext before = recorder.enter(outside);
    try {
      return Proxies.pass(proxy, method, downstream, passed);
    } finally {
      recorder.enter(before);
    }
  }

  private @Nullable Object @Nullable [] see(
      String signal, @Nullable Object @Nullable [] arguments) {
    Object value = arguments == null || arguments.length == 0 ? null : arguments[0];
    switch (signal) {
      case "onSubscribe" -> {
        return value == null
            ? arguments
            : new Object[] {protocol.subscription(new FollowedSubscription(call, value))};
      }
      case "onNext" -> {
        items++;
        if (protocol.single()) {
          call.completed(value);
        } else if (value != null) {
          call.item(value);
        }
      }
      case "onSuccess" -> call.completed(value);
      case "onComplete" -> call.completed(protocol.single() ? null : Map.of("items", items));
      case "onError" -> {
        if (value instanceof Throwable error) {
          call.failed(error);
        }
      }
      default -> {
        // No signal that ends anything.
      }
    }
    return arguments;
  }
}
