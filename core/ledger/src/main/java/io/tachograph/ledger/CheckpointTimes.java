package io.tachograph.ledger;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** How long each checkpoint took to be signed and written. Thread-safe. */
final class CheckpointTimes {
  private final AtomicLongArray counts = new AtomicLongArray(DurationCounts.DOUBLINGS);
  private final AtomicLong sumNanos = new AtomicLong();

  /** One more. */
  void add(long nanos) {
    counts.getAndIncrement(DurationCounts.doubling(nanos));
    sumNanos.getAndAdd(nanos);
  }

  /** All so far. */
  DurationCounts counts() {
    List<Long> byDoubling = IntStream.range(0, counts.length()).mapToObj(counts::get).toList();
    return new DurationCounts(byDoubling, sumNanos.get());
  }
}
