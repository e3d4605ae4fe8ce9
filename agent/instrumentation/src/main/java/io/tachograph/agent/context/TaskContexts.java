package io.tachograph.agent.context;

import io.tachograph.recorder.CallContext;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of tasks that were handed over and do not run yet, kept beside the tasks, by
 * identity and weakly: a task that never runs leaves nothing behind. Bounded. Thread-safe, and
 * without a lock, for the JDK hands tasks over in places where a thread must not wait.
 */
final class TaskContexts {
  private static final int BUCKETS = 4096;

  /** Beyond this nothing is added to a bucket; some 260,000 tasks wait by then. */
  private static final int MAX_CHAIN = 64;

  private final AtomicReferenceArray<@Nullable Node> buckets = new AtomicReferenceArray<>(BUCKETS);
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger swept = new AtomicInteger();

  /** A task, its context, and how often it waits. Immutable. */
  private static final class Entry extends WeakReference<Object> {
    final CallContext context;
    final int times;

    Entry(Object task, CallContext context, int times) {
      super(task);
      this.context = context;
      this.times = times;
    }
  }

  /** An immutable list of the entries of one bucket. */
  private record Node(Entry entry, @Nullable Node next, int length) {
    static Node of(Entry entry, @Nullable Node next) {
      return new Node(entry, next, 1 + lengthOf(next));
    }

    static int lengthOf(@Nullable Node node) {
      return node == null ? 0 : node.length;
    }
  }

  /** What became of an attempt to add a task. */
  enum Added {
    /** It waits with its context. */
    YES,
    /** The same object waits already, with another context. */
    CONFLICT,
    /** There is no room. */
    FULL
  }

  /** Whether none is waiting: the fast path of everything else. */
  boolean isEmpty() {
    return size.get() == 0;
  }

  /** Keeps the context of a task, in place of an earlier one; false if there is no room. */
  boolean put(Object task, CallContext context) {
    int bucket = bucketOf(task);
    while (true) {
      Node head = buckets.get(bucket);
      Entry known = find(head, task);
      if (known == null && Node.lengthOf(head) >= MAX_CHAIN) {
        return sweep(bucket) && put(task, context);
      }
      if (known != null && known.context.equals(context)) {
        return true;
      }
      if (replace(bucket, head, known, new Entry(task, context, 1))) {
        return true;
      }
    }
  }

  /** Counts that a task waits once more, if with the same context. */
  Added add(Object task, CallContext context) {
    int bucket = bucketOf(task);
    while (true) {
      Node head = buckets.get(bucket);
      Entry known = find(head, task);
      if (known != null && !known.context.equals(context)) {
        return Added.CONFLICT;
      }
      if (known == null && Node.lengthOf(head) >= MAX_CHAIN && !sweep(bucket)) {
        return Added.FULL;
      }
      int times = known == null ? 1 : known.times + 1;
      if (replace(bucket, head, known, new Entry(task, context, times))) {
        return Added.YES;
      }
    }
  }

  /** A task that waits already waits once more, and none of these is known to be which. */
  void spoil(Object task) {
    int bucket = bucketOf(task);
    while (true) {
      Node head = buckets.get(bucket);
      Entry known = find(head, task);
      if (known == null
          || replace(bucket, head, known, new Entry(task, CallContext.NONE, known.times + 1))) {
        return;
      }
    }
  }

  /** The context of a task that goes on waiting, or null. */
  @Nullable CallContext peek(Object task) {
    Entry known = find(buckets.get(bucketOf(task)), task);
    return known == null ? null : known.context;
  }

  /** Takes the context of a task that waits no longer, or once less; null if it is not known. */
  @Nullable CallContext take(Object task) {
    int bucket = bucketOf(task);
    while (true) {
      Node head = buckets.get(bucket);
      Entry known = find(head, task);
      if (known == null) {
        return null;
      }
      Entry left = known.times == 1 ? null : new Entry(task, known.context, known.times - 1);
      if (replace(bucket, head, known, left)) {
        return known.context;
      }
    }
  }

  private static int bucketOf(Object task) {
    int hash = System.identityHashCode(task);
    return (hash ^ hash >>> 12) & (BUCKETS - 1);
  }

  private static @Nullable Entry find(@Nullable Node head, Object task) {
    for (Node node = head; node != null; node = node.next) {
      if (node.entry.refersTo(task)) {
        return node.entry;
      }
    }
    return null;
  }

  private boolean replace(
      int bucket, @Nullable Node head, @Nullable Entry old, @Nullable Entry entry) {
    Node rest = old == null ? head : without(head, old);
    Node changed = entry == null ? rest : Node.of(entry, rest);
    if (!buckets.compareAndSet(bucket, head, changed)) {
      return false;
    }
    int grown = Node.lengthOf(changed) - Node.lengthOf(head);
    if (grown != 0) {
      size.addAndGet(grown);
    }
    if (grown > 0) {
      sweep(swept.getAndIncrement() & (BUCKETS - 1));
    }
    return true;
  }

  private static @Nullable Node without(@Nullable Node node, Entry entry) {
    if (node == null || node.entry == entry) {
      return node == null ? null : node.next;
    }
    return Node.of(node.entry, without(node.next, entry));
  }

  /** Drops what the collector took from a bucket; each addition does so for one, in turn. */
  private boolean sweep(int bucket) {
    Node head = buckets.get(bucket);
    Node kept = null;
    for (Node node = head; node != null; node = node.next) {
      if (!node.entry.refersTo(null)) {
        kept = Node.of(node.entry, kept);
      }
    }
    int gone = Node.lengthOf(head) - Node.lengthOf(kept);
    if (gone > 0 && buckets.compareAndSet(bucket, head, kept)) {
      size.addAndGet(-gone);
    }
    return gone > 0;
  }
}
