package io.tachograph.cli.report;

import io.tachograph.store.index.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Statistics over time in at most a fixed number of slots of equal width. Begins with slots of a
 * tenth of a second, and makes two into one whenever they do not reach far enough. For one thread.
 */
public final class TimeSlots {
  private static final int MOST = 120;

  private final List<Tally> slots = new ArrayList<>();
  private long widthNanos = TimeUnit.MILLISECONDS.toNanos(100);
  private long first = Long.MIN_VALUE;

  /** None yet. */
  TimeSlots() {}

  /** The slot of that time; one before the first slot counts into the first. */
  Tally at(long epochNanos) {
    if (first == Long.MIN_VALUE) {
      first = Math.floorDiv(epochNanos, widthNanos);
    }
    long index = Math.floorDiv(epochNanos, widthNanos) - first;
    while (index >= MOST) {
      halve();
      index = Math.floorDiv(epochNanos, widthNanos) - first;
    }
    int slot = (int) Math.max(0, index);
    while (slots.size() <= slot) {
      slots.add(new Tally());
    }
    return slots.get(slot);
  }

  private void halve() {
    List<Tally> old = new ArrayList<>(slots);
    long oldFirst = first;
    slots.clear();
    widthNanos *= 2;
    first = Math.floorDiv(oldFirst, 2);
    for (int i = 0; i < old.size(); i++) {
      int slot = (int) (Math.floorDiv(oldFirst + i, 2) - first);
      if (slot == slots.size()) {
        slots.add(old.get(i));
      } else {
        slots.get(slot).add(old.get(i));
      }
    }
  }

  /** In order of time. */
  public List<Tally> slots() {
    return slots;
  }

  /** When the first slot begins, in nanoseconds since the epoch; 0 where there is none. */
  public long startNanos() {
    return first == Long.MIN_VALUE ? 0 : first * widthNanos;
  }

  /** How long a slot is, in nanoseconds. */
  public long widthNanos() {
    return widthNanos;
  }
}
