package io.tachograph.ledger;

import java.time.Instant;
import java.util.List;

/** Which roll files need not be kept. The last one always stays. */
public sealed interface RetentionRule {
  /**
   * How many of the files, from the oldest on, need not be kept.
   *
   * @param files all there are, in order
   */
  int droppable(List<RollFileSpan> files);

  /**
   * Files go that end before a time. A file ends at the time of its last entry, which is what the
   * wall clock said.
   *
   * @param time what was recorded then or later is kept
   */
  record Before(Instant time) implements RetentionRule {
    @Override
    public int droppable(List<RollFileSpan> files) {
      int count = 0;
      while (count < files.size() - 1 && files.get(count).lastTime().isBefore(time)) {
        count++;
      }
      return count;
    }
  }

  /**
   * Files go as long as what is left still has so many bytes of entries.
   *
   * @param bytes 0 or more; preallocated space does not count
   */
  record KeepLast(long bytes) implements RetentionRule {
    /** Checks the range. */
    public KeepLast {
      if (bytes < 0) {
        throw new IllegalArgumentException("a size is 0 or more: bytes=" + bytes);
      }
    }

    @Override
    public int droppable(List<RollFileSpan> files) {
      long left = files.stream().mapToLong(RollFileSpan::bytes).sum();
      int count = 0;
      while (count < files.size() - 1 && left - files.get(count).bytes() >= bytes) {
        left -= files.get(count).bytes();
        count++;
      }
      return count;
    }
  }
}
