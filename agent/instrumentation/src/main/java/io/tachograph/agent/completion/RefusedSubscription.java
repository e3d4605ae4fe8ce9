package io.tachograph.agent.completion;

import io.tachograph.api.RecordingRefusedException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that {@code on-failure=closed} refused: the publisher is not subscribed to, and
 * the subscriber gets the refusal as an error, for a {@code subscribe} must not throw.
 */
final class RefusedSubscription implements InvocationHandler {
  private final PublisherProtocol protocol;
  private final RecordingRefusedException refusal;

  RefusedSubscription(PublisherProtocol protocol, RecordingRefusedException refusal) {
    this.protocol = protocol;
    this.refusal = refusal;
  }

  void tell(Object downstream) throws Throwable {
    protocol.signal(downstream, "onSubscribe", protocol.subscription(this));
    protocol.signal(downstream, "onError", refusal);
  }

  /** There is nothing to ask for and nothing to stop. */
  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "isDisposed" -> true;
      case "equals", "hashCode", "toString" -> Proxies.pass(proxy, method, this, arguments);
      default -> null;
    };
  }
}
