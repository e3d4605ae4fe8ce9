package io.tachograph.ship;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether entries follow one another while they are shipped. What does not fit is said and
 * shipped as it is, for it is evidence; only what stands where the far side has an entry already
 * cannot be. For one thread.
 */
final class ChainWatch {
  private final Consumer<String> breaks;
  private long expected;
  private @Nullable Hash head;

  /** Differs from {@link #head} where the stored hash is not the entry's; either may be linked. */
  private @Nullable Hash computedHead;

  /**
   * Begins behind what the far side has.
   *
   * @param head the hash of the entry before, or null if it is not known
   * @param breaks hears of each entry that does not follow
   */
  ChainWatch(long expected, @Nullable Hash head, Consumer<String> breaks) {
    this.expected = expected;
    this.head = head;
    this.computedHead = head;
    this.breaks = breaks;
  }

  /** The seq that the next entry must have. */
  long expected() {
    return expected;
  }

  /** Looks at the next entry; false if its seq is one that is shipped already. */
  boolean takes(ShippedEntry next) {
    Entry entry = next.entry();
    long seq = entry.seq();
    if (seq < expected) {
      breaks.accept("an entry is repeated or was moved: seq=" + seq + " expected=" + expected);
      return false;
    }
    Hash own = entry.hash();
    if (!own.equals(next.storedHash())) {
      breaks.accept(
          "the stored hash is not the entry's: seq="
              + seq
              + " stored="
              + next.storedHash()
              + " computed="
              + own);
    }
    if (seq > expected) {
      breaks.accept("entries are missing: expected=" + expected + " found=" + seq);
    } else if (head != null && !isHead(entry.prev())) {
      breaks.accept(
          "prev is not the hash of the entry before: seq="
              + seq
              + " prev="
              + entry.prev()
              + " before="
              + head);
    }
    expected = seq + 1;
    head = next.storedHash();
    computedHead = own;
    return true;
  }

  private boolean isHead(Hash prev) {
    return Objects.equals(prev, head) || Objects.equals(prev, computedHead);
  }
}
