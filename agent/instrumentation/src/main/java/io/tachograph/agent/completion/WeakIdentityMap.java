package io.tachograph.agent.completion;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits for which objects of the host's, by their identity. Keeps no key alive: one that is
 * dropped takes its value with it. Thread-safe.
 */
final class WeakIdentityMap<V> {
  private final Map<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  /** Puts what waits for an object that nothing waits for yet. */
  void put(Object key, V value) {
    forgetDropped();
    values.put(new Key(key, dropped), value);
  }

  /** What waits for that object, or null. */
  @Nullable V get(Object key) {
    return values.isEmpty() ? null : values.get(new Probe(key));
  }

  /** As {@link #get}, and it waits no more. */
  @Nullable V remove(Object key) {
    return values.isEmpty() ? null : values.remove(new Probe(key));
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  int size() {
    forgetDropped();
    return values.size();
  }

  private void forgetDropped() {
    for (Reference<?> key = dropped.poll(); key != null; key = dropped.poll()) {
      values.remove(key);
    }
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object referent, ReferenceQueue<Object> dropped) {
      super(referent, dropped);
      hash = System.identityHashCode(referent);
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

  /** What a key is looked up by, equal to the key that refers to this object. */
  private static final class Probe {
    private final Object referent;

    Probe(Object referent) {
      this.referent = referent;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(referent);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.refersTo(referent);
    }
  }
}
