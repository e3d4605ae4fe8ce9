package io.tachograph.agent.completion;

import java.lang.ref.WeakReference;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks now and then whether futures that tell nobody are done: soon after the call, then ever more
 * seldom, so that the duration is right within an eighth. Keeps no future alive. Its one thread
 * begins with the first such future.
 */
final class FutureWatch {
  private static final int MAX_FUTURES = 10_000;
  private static final long MIN_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SHARE_OF_AGE = 8;

  private final DelayQueue<Watched> watched = new DelayQueue<>();
  private final AtomicBoolean started = new AtomicBoolean();

  /** Ends the call when the future is done; false if it watches too many already. */
  boolean watch(Future<?> future, PendingCall call) {
    if (watched.size() >= MAX_FUTURES) {
      return false;
    }
    watched.add(new Watched(future, call));
    if (started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::run, "tachograph-futures");
      thread.setDaemon(true);
      thread.setContextClassLoader(FutureWatch.class.getClassLoader());
      thread.start();
    }
    return true;
  }

  private void run() {
    while (true) {
      try {
        Watched next = watched.take();
        if (!next.isOver()) {
          watched.add(next.later());
        }
      } catch (InterruptedException e) {
        // Nobody of ours interrupts it, and a host that does shall not end it.
      }
    }
  }

  private static final class Watched implements Delayed {
    private final WeakReference<Future<?>> future;
    private final PendingCall call;
    private final long since;
    private final long due;

    Watched(Future<?> future, PendingCall call) {
      this(new WeakReference<>(future), call, System.nanoTime());
    }

    private Watched(WeakReference<Future<?>> future, PendingCall call, long since) {
      this.future = future;
      this.call = call;
      this.since = since;
      long now = System.nanoTime();
      long wait = Math.max(MIN_WAIT_NANOS, (now - since) / SHARE_OF_AGE);
      this.due = now + Math.min(wait, MAX_WAIT_NANOS);
    }

    Watched later() {
      return new Watched(future, call, since);
    }

    /** Whether there is nothing more to wait for: it is done, or nobody holds it any more. */
    boolean isOver() {
      Future<?> held = future.get();
      if (held == null) {
        return true;
      }
      try {
        if (held.isDone()) {
          DoneFuture.end(held, call);
        }
      } catch (RuntimeException | Error e) {
        call.swallowed("watching a future of " + held.getClass().getName(), e);
        call.completed(held);
      }
      return !call.isOpen();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due - ((Watched) other).due, 0);
    }
  }
}
