package io.tachograph.agent.completion;

import io.tachograph.api.RecordingRefusedException;
import io.tachograph.recorder.CallContext;
import io.tachograph.recorder.Recorder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a publisher that an audited method returned. The first subscription runs the call
 * whose start is in the ledger since the method was called; each further one is a call of its own,
 * with a start that names the first. Thread-safe.
 */
final class FollowedPublisher implements InvocationHandler {
  private final PublisherProtocol protocol;
  private final Object source;
  private final PendingCall first;
  private final AtomicBoolean subscribed = new AtomicBoolean();

  FollowedPublisher(PublisherProtocol protocol, Object source, PendingCall first) {
    this.protocol = protocol;
    this.source = source;
    this.first = first;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    Object downstream = arguments == null || arguments.length != 1 ? null : arguments[0];
    if (downstream != null
        && method.getName().equals("subscribe")
        && protocol.isObserver(downstream)) {
      subscribe(downstream);
      return null;
    }
    return Proxies.pass(proxy, method, source, arguments);
  }

  private void subscribe(Object downstream) throws Throwable {
    Recorder recorder = first.recorder();
    CallContext outside = recorder.context();
    PendingCall call = null;
    Object observer = downstream;
    try {
      call = subscribed.compareAndSet(false, true) ? first : first.again();
      if (call != null) {
        observer = protocol.observer(new FollowedObserver(protocol, call, outside, downstream));
        recorder.enter(call.inside());
      }
    } catch (RecordingRefusedException e) {
      recorder.enter(outside);
      new RefusedSubscription(protocol, e).tell(downstream);
      return;
    } catch (RuntimeException | Error e) {
      first.swallowed("following a subscription to " + source.getClass().getName(), e);
    }
    try {
      protocol.subscribe(source, observer);
    } catch (Throwable e) {
      if (call != null) {
        call.failed(e);
      }
      throw e;
    } finally {
      recorder.enter(outside);
    }
  }
}
