package io.tachograph.store.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events are asked for: those that meet all that is given. Immutable.
 *
 * @param conditions what they have
 * @param fromNanos when at the earliest, in nanoseconds since the epoch
 * @param toNanos when at the latest
 * @param fromSeq the lowest seq
 * @param toSeq the highest seq
 * @param newestFirst whether the highest seq comes first
 */
public record IndexQuery(
    List<IndexCondition> conditions,
    long fromNanos,
    long toNanos,
    long fromSeq,
    long toSeq,
    boolean newestFirst) {
  /** All events, newest first. */
  public static final IndexQuery ALL =
      new IndexQuery(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE, true);

  private static final Set<IndexField> OF_A_TASK = Set.of(IndexField.TASK, IndexField.PARENT);

  /** Copies the list. */
  public IndexQuery {
    conditions = List.copyOf(conditions);
  }

  /** The same, of which only those with that value are asked for. */
  public IndexQuery with(IndexField field, String value) {
    return with(new IndexCondition(Set.of(field), Set.of(value)));
  }

  /** The same, of which only those with one of these values are asked for. */
  public IndexQuery withAny(IndexField field, Collection<String> values) {
    return with(new IndexCondition(Set.of(field), Set.copyOf(values)));
  }

  /** The same, of which only a task's or call's own are asked for, and what ran directly in it. */
  public IndexQuery within(String task) {
    return with(new IndexCondition(OF_A_TASK, Set.of(task)));
  }

  private IndexQuery with(IndexCondition condition) {
    List<IndexCondition> more = new ArrayList<>(conditions);
    more.add(condition);
    return new IndexQuery(more, fromNanos, toNanos, fromSeq, toSeq, newestFirst);
  }

  /** The same in a time range, its ends included. */
  public IndexQuery between(long firstNanos, long lastNanos) {
    return new IndexQuery(conditions, firstNanos, lastNanos, fromSeq, toSeq, newestFirst);
  }

  /** The same among these seqs, the ends included. */
  public IndexQuery seqs(long first, long last) {
    return new IndexQuery(conditions, fromNanos, toNanos, first, last, newestFirst);
  }

  /** The same in the order of their seqs. */
  public IndexQuery oldestFirst() {
    return new IndexQuery(conditions, fromNanos, toNanos, fromSeq, toSeq, false);
  }

  /** The same from behind an event that was given before: the next page. */
  public IndexQuery after(long seq) {
    return newestFirst
        ? seqs(fromSeq, Math.min(toSeq, seq - 1))
        : seqs(Math.max(fromSeq, seq + 1), toSeq);
  }

  /** Whether an event of that seq and time may be one of those that are asked for. */
  public boolean covers(long seq, long timeNanos) {
    return seq >= fromSeq && seq <= toSeq && timeNanos >= fromNanos && timeNanos <= toNanos;
  }

  /** Whether an event that has these, and whose seq and time are covered, is one of them. */
  public boolean isMetBy(Map<IndexField, String> event) {
    for (IndexCondition condition : conditions) {
      if (!condition.isMetBy(event)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a row is one of those that are asked for. */
  public boolean asksFor(IndexRow row) {
    return covers(row.seq(), row.timeNanos()) && isMetBy(row.fields());
  }
}
