package io.tachograph.store.index;

/**
 * A call that took long.
 *
 * @param seq the number of the event with which it ended
 * @param hash the first eight bytes of that event's hash
 * @param durationNanos how long it took
 */
public record SlowCall(long seq, long hash, long durationNanos) {}
