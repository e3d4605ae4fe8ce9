package io.tachograph.agent.completion;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calls wait for which futures, by the futures' identity. Keeps no future alive: one that is
 * dropped before it completes takes its call with it. Thread-safe.
 */
final class FollowedFutures {
  private final Map<Object, PendingCall> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  void put(Object future, PendingCall call) {
    forgetDropped();
    calls.put(new Key(future, dropped), call);
  }

  /** The call that waits for that future, which then waits no more, or null. */
  @Nullable PendingCall remove(Object future) {
    return calls.isEmpty() ? null : calls.remove(new Probe(future));
  }

  int size() {
    forgetDropped();
    return calls.size();
  }

  private void forgetDropped() {
    for (Reference<?> key = dropped.poll(); key != null; key = dropped.poll()) {
      calls.remove(key);
    }
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object future, ReferenceQueue<Object> dropped) {
      super(future, dropped);
      hash = System.identityHashCode(future);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }

  /** What a key is looked up by, equal to the one that refers to this future. */
  private static final class Probe {
    private final Object future;

    Probe(Object future) {
      this.future = future;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(future);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.refersTo(future);
    }
  }
}
