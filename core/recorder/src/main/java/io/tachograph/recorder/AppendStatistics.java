package io.tachograph.recorder;

import io.tachograph.ledger.DurationCounts;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many entries were appended, of which kinds and how many bytes, and how long that took: counts
 * on a logarithmic scale, four for each doubling, from which quantiles are read to within a fifth.
 * Thread-safe; counting allocates nothing, and threads count in stripes of their own, so that they
 * do not wait for one another's cache lines.
 */
final class AppendStatistics {
  private static final int STEPS_BITS = 2;
  private static final int STEPS = 1 << STEPS_BITS;
  private static final int BUCKETS = (Long.SIZE - STEPS_BITS) * STEPS;

  /** A power of two. */
  private static final int STRIPES = 8;

  /** Behind the buckets stand the bytes, and behind those the kinds. */
  private static final int KINDS = BUCKETS + 1;

  /** With room up to the next cache line. */
  private static final int STRIPE_LENGTH = BUCKETS + 16;

  private final AtomicLongArray counts = new AtomicLongArray(STRIPES * STRIPE_LENGTH);

  /**
   * One more entry.
   *
   * @param thread a number of the thread's, any
   * @param kind what it tells of
   * @param nanos how long it took
   * @param bytes how long it is
   */
  void add(int thread, EventKind kind, long nanos, int bytes) {
    int stripe = (thread & (STRIPES - 1)) * STRIPE_LENGTH;
    counts.getAndIncrement(stripe + bucket(Math.max(0, nanos)));
    counts.getAndAdd(stripe + BUCKETS, bytes);
    counts.getAndIncrement(stripe + KINDS + kind.index());
  }

  /** How many entries. */
  long entries() {
    long entries = 0;
    for (long count : buckets()) {
      entries += count;
    }
    return entries;
  }

  /** How many bytes all of them have. */
  long bytes() {
    return sum(BUCKETS);
  }

  /** How many entries of a kind. */
  long entries(EventKind kind) {
    return sum(KINDS + kind.index());
  }

  private long sum(int inStripe) {
    long sum = 0;
    for (int at = inStripe; at < counts.length(); at += STRIPE_LENGTH) {
      sum += counts.get(at);
    }
    return sum;
  }

  /** How long the appends took; their sum is told from the buckets, to within an eighth. */
  DurationCounts durations() {
    Long[] byDoubling = new Long[DurationCounts.DOUBLINGS];
    Arrays.fill(byDoubling, 0L);
    double sumNanos = 0;
    long[] buckets = buckets();
    long begin = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long end = end(bucket);
      byDoubling[DurationCounts.doubling(end)] += buckets[bucket];
      sumNanos += buckets[bucket] * (begin / 2.0 + end / 2.0);
      begin = end + 1;
    }
    return new DurationCounts(Arrays.asList(byDoubling), sumNanos);
  }

  /**
   * The time that a share of all entries did not exceed.
   *
   * @param quantile above 0, at most 1
   * @return nanoseconds, 0 where nothing was appended
   */
  long quantile(double quantile) {
    long[] buckets = buckets();
    long all = 0;
    for (long count : buckets) {
      all += count;
    }
    long wanted = (long) Math.ceil(quantile * all);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS && all > 0; bucket++) {
      seen += buckets[bucket];
      if (seen >= wanted) {
        return end(bucket);
      }
    }
    return 0;
  }

  private long[] buckets() {
    long[] sums = new long[BUCKETS];
    for (int i = 0; i < STRIPES * BUCKETS; i++) {
      sums[i % BUCKETS] += counts.get(i / BUCKETS * STRIPE_LENGTH + i % BUCKETS);
    }
    return sums;
  }

  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (exponent - STEPS_BITS)) & (STEPS - 1);
    return (exponent - STEPS_BITS + 1) * STEPS + step;
  }

  /** The longest time that is counted in a bucket. */
  private static long end(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS) << shift) + (1L << shift) - 1;
  }
}
