package io.tachograph.store.index;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which events are asked for: those that meet all that is given. Immutable.
 *
 * @param fields the values that they have
 * @param fromNanos when at the earliest, in nanoseconds since the epoch
 * @param toNanos when at the latest
 * @param fromSeq the lowest seq
 * @param toSeq the highest seq
 * @param newestFirst whether the highest seq comes first
 */
public record IndexQuery(
    Map<IndexField, String> fields,
    long fromNanos,
    long toNanos,
    long fromSeq,
    long toSeq,
    boolean newestFirst) {
  /** All events, newest first. */
  public static final IndexQuery ALL =
      new IndexQuery(Map.of(), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE, true);

  /** Copies the map. */
  public IndexQuery {
    fields = Map.copyOf(fields);
  }

  /** The same, of which only those with that value are asked for. */
  public IndexQuery with(IndexField field, String value) {
    Map<IndexField, String> more = new EnumMap<>(IndexField.class);
    more.putAll(fields);
    more.put(field, value);
    return new IndexQuery(more, fromNanos, toNanos, fromSeq, toSeq, newestFirst);
  }

  /** The same in a time range, its ends included. */
  public IndexQuery between(long firstNanos, long lastNanos) {
    return new IndexQuery(fields, firstNanos, lastNanos, fromSeq, toSeq, newestFirst);
  }

  /** The same among these seqs, the ends included. */
  public IndexQuery seqs(long first, long last) {
    return new IndexQuery(fields, fromNanos, toNanos, first, last, newestFirst);
  }

  /** The same in the order of their seqs. */
  public IndexQuery oldestFirst() {
    return new IndexQuery(fields, fromNanos, toNanos, fromSeq, toSeq, false);
  }

  /** The same from behind an event that was given before: the next page. */
  public IndexQuery after(long seq) {
    return newestFirst
        ? seqs(fromSeq, Math.min(toSeq, seq - 1))
        : seqs(Math.max(fromSeq, seq + 1), toSeq);
  }

  /** Whether a row is one of those that are asked for. */
  public boolean asksFor(IndexRow row) {
    return row.seq() >= fromSeq
        && row.seq() <= toSeq
        && row.timeNanos() >= fromNanos
        && row.timeNanos() <= toNanos
        && row.fields().entrySet().containsAll(fields.entrySet());
  }
}
