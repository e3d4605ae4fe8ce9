package io.tachograph.store.index;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Counts events, by each {@link TallyBy}, and keeps the slowest calls. For one thread.
 *
 * <p>What grows with what a host names is bounded: of each block of {@link #BLOCK_EVENTS} events
 * the names beyond the first {@link #MOST_NAMES} are counted together. So the same events give the
 * same tallies, in however many parts they were counted.
 */
public final class Tallies {
  /** Events of a block, by their seqs. */
  public static final long BLOCK_EVENTS = 1L << 20;

  /** How many names are told apart by each {@link TallyBy}, the hours excepted. */
  public static final int MOST_NAMES = 2_000;

  /** What the names beyond that are counted under. */
  public static final String OTHERS = "(all others)";

  /** How many of the slowest calls are kept. */
  public static final int MOST_SLOW = 50;

  /** What is counted. */
  record Key(TallyBy by, String name) {}

  private static final Comparator<SlowCall> FASTEST_FIRST =
      Comparator.comparingLong(SlowCall::durationNanos)
          .thenComparing(Comparator.comparingLong(SlowCall::seq).reversed());

  private final int mostNames;
  private final Map<Key, Tally> tallies = new LinkedHashMap<>();
  private final Map<TallyBy, Integer> names = new EnumMap<>(TallyBy.class);
  private final PriorityQueue<SlowCall> slowest = new PriorityQueue<>(FASTEST_FIRST);

  /** Of nothing yet. */
  public Tallies() {
    this(MOST_NAMES);
  }

  private Tallies(int mostNames) {
    this.mostNames = mostNames;
  }

  /** Of some events of a block, whose names are bounded where they are added to it. */
  static Tallies ofPart() {
    return new Tallies(Integer.MAX_VALUE);
  }

  /** Counts an event. */
  public void add(IndexRow row) {
    of(TallyBy.TYPE, row.fields().getOrDefault(IndexField.TYPE, "")).event();
    CallPart call = row.call();
    if (call == null) {
      return;
    }
    of(call.of(), call.name()).event(call);
    if (call.of() != TallyBy.MODEL) {
      String agent = row.fields().get(IndexField.AGENT);
      if (agent != null) {
        of(TallyBy.AGENT, agent).event(call);
      }
      long hour = Math.floorDiv(row.timeNanos(), TimeUnit.HOURS.toNanos(1));
      of(TallyBy.HOUR, Long.toString(hour)).event(call);
    }
    if (call.ends()) {
      add(new SlowCall(row.seq(), row.hash(), call.durationNanos()));
    }
  }

  /** Adds what others counted. */
  public void add(Tallies others) {
    others.tallies.forEach((key, tally) -> of(key.by(), key.name()).add(tally));
    others.slowest.forEach(this::add);
  }

  /** The tally of that name, or of the others where there are too many. */
  Tally of(TallyBy by, String name) {
    Key key = new Key(by, name);
    Tally known = tallies.get(key);
    if (known != null) {
      return known;
    }
    if (by != TallyBy.HOUR && names.merge(by, 1, Integer::sum) > mostNames) {
      return tallies.computeIfAbsent(new Key(by, OTHERS), others -> new Tally());
    }
    Tally tally = new Tally();
    tallies.put(key, tally);
    return tally;
  }

  void add(SlowCall call) {
    slowest.add(call);
    if (slowest.size() > MOST_SLOW) {
      slowest.remove();
    }
  }

  /** What is counted, in the order in which it was first met. */
  Map<Key, Tally> all() {
    return tallies;
  }

  /** By name, in the order in which they were first met. */
  public Map<String, Tally> by(TallyBy by) {
    Map<String, Tally> found = new LinkedHashMap<>();
    tallies.forEach(
        (key, tally) -> {
          if (key.by() == by) {
            found.put(key.name(), tally);
          }
        });
    return found;
  }

  /** The calls that took longest, the longest first; of two that took as long, the earlier one. */
  public List<SlowCall> slowest() {
    return slowest.stream().sorted(FASTEST_FIRST.reversed()).toList();
  }
}
