package io.tachograph.ledger;

import java.util.List;

/**
 * How often something took how long, by doublings: at index {@code i} stands how often it took less
 * than 2^i nanoseconds and at least half of that.
 *
 * @param byDoubling the counts, 64 of them: every time that a long can say has one
 * @param sumNanos how long all of them took together
 */
public record DurationCounts(List<Long> byDoubling, double sumNanos) {
  /** How many counts there are. */
  public static final int DOUBLINGS = Long.SIZE;

  /** Copies the counts. */
  public DurationCounts {
    byDoubling = List.copyOf(byDoubling);
  }

  /** The index at which a time is counted. */
  public static int doubling(long nanos) {
    return Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos));
  }

  /** How often it was done. */
  public long count() {
    return byDoubling.stream().mapToLong(Long::longValue).sum();
  }
}
