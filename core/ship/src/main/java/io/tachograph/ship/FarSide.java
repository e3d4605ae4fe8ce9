package io.tachograph.ship;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Whether the far side answers, as all ledgers find together: while it does not, one of them asks
 * now and then, and the others wait. For any thread.
 */
final class FarSide {
  static final Duration FIRST_WAIT = Duration.ofMillis(100);
  static final Duration MAX_WAIT = Duration.ofSeconds(20);

  /** So many reasons of one outage are told; more of them say nothing more. */
  private static final int MAX_REASONS = 10;

  /** Times, counts and ports, in which the same reason differs from time to time. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final ShipListener listener;
  private final Notice notice;
  private final BackOff backOff = new BackOff(FIRST_WAIT, MAX_WAIT);
  private final Object lock = new Object();
  private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);
  private final Set<String> reasons = new HashSet<>();
  private long askAgainAt;
  private volatile long answeredAt;

  private enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  FarSide(ShipListener listener, Notice notice) {
    this.listener = listener;
    this.notice = notice;
  }

  /** How long a ledger must wait before it may call, in nanoseconds; 0 for the one that asks. */
  long waitNanos() {
    if (state.get() != State.DOWN) {
      return 0;
    }
    synchronized (lock) {
      long now = System.nanoTime();
      long wait = askAgainAt - now;
      if (wait > 0) {
        return wait;
      }
      // Whoever comes while this one asks waits until it may have been told.
      askAgainAt = now + MAX_WAIT.toNanos();
      return 0;
    }
  }

  /** Whether it did not answer when it was last asked. */
  boolean isDown() {
    return state.get() == State.DOWN;
  }

  /** Whether it answered less than so long ago. */
  boolean answeredWithin(Duration time) {
    return state.get() == State.UP && System.nanoTime() - answeredAt < time.toNanos();
  }

  /** It answered. */
  void answered() {
    answeredAt = System.nanoTime();
    if (state.get() == State.UP) {
      return;
    }
    synchronized (lock) {
      backOff.succeeded();
      if (state.getAndSet(State.UP) != State.UP) {
        listener.backend(true);
        notice.of("the far side answers");
      }
    }
  }

  /** It did not answer; said once, and again where the reason is another than it was since. */
  void failed(SinkException e) {
    String reason = String.valueOf(e.getMessage());
    synchronized (lock) {
      askAgainAt = System.nanoTime() + backOff.failed();
      if (state.getAndSet(State.DOWN) != State.DOWN) {
        reasons.clear();
        listener.backend(false);
      }
      if (reasons.size() < MAX_REASONS && reasons.add(NUMBER.matcher(reason).replaceAll("#"))) {
        notice.of("the far side does not answer, and is tried again: " + reason);
      }
    }
  }
}
