package io.tachograph.recorder;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ThreadContext} of each thread that has one. Thread-safe.
 *
 * <p>A virtual thread begins in the context in which it was made, for it is the work; a platform
 * thread does not, for it may serve a pool's work for the rest of its life.
 */
final class ThreadContexts {
  private final SplittableRandom seeds = new SplittableRandom(new SecureRandom().nextLong());
  private final JsonWriters shared = new JsonWriters();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ThreadLocal<@Nullable ThreadContext> local =
      VirtualThreads.exist() ? new Inherited() : new ThreadLocal<>();

  /** Where virtual threads are, what a thread is in is looked at when it makes another. */
  private final class Inherited extends InheritableThreadLocal<@Nullable ThreadContext> {
    @Override
    protected @Nullable ThreadContext childValue(@Nullable ThreadContext parent) {
      if (parent == null) {
        return null;
      }
      parent.settle();
      return parent.isEmpty() ? null : ThreadContext.inherited(ThreadContexts.this, parent);
    }
  }

  /** This thread's. */
  ThreadContext current() {
    ThreadContext context = existing();
    if (context == null) {
      context = new ThreadContext(this);
      context.settle();
      local.set(context);
    }
    return context;
  }

  /** This thread's, or another where it is in the midst of an event: an end cannot be left out. */
  ThreadContext forEnd() {
    ThreadContext context = current();
    return context.recording ? new ThreadContext(this) : context;
  }

  /** This thread's, or null if it has none yet, and so is in nothing. */
  @Nullable ThreadContext existing() {
    ThreadContext context = local.get();
    if (context != null) {
      context.settle();
    }
    return context;
  }

  SplittableRandom newRandom() {
    synchronized (seeds) {
      return seeds.split();
    }
  }

  /** The next thread's number. */
  int nextNumber() {
    return numbers.getAndIncrement();
  }

  /** The buffers of threads that live too shortly to own one. */
  JsonWriters shared() {
    return shared;
  }
}
