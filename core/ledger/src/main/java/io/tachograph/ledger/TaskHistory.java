package io.tachograph.ledger;

import io.tachograph.format.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads from a ledger what it says of tasks, from its files alone. Thread-safe. */
final class TaskHistory {
  /** So many entries are read in order before those that are asked for are given in reverse. */
  private static final long BLOCK_ENTRIES = 4_096;

  private final Ledger ledger;

  TaskHistory(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The latest event of a task. */
  Optional<TaskEvent> latest(String taskId) {
    return newest(1, event -> event.taskId().equals(taskId)).stream().findFirst();
  }

  /** Events of tasks, newest first. */
  List<TaskEvent> newest(int limit, @Nullable TaskStatus status, @Nullable String agent) {
    return newest(
        limit,
        event ->
            (status == null || status == event.status())
                && (agent == null || agent.equals(event.agentId())));
  }

  private List<TaskEvent> newest(int limit, Predicate<TaskEvent> wanted) {
    if (limit < 1) {
      throw new IllegalArgumentException("a limit is 1 or more: limit=" + limit);
    }
    List<TaskEvent> found = new ArrayList<>();
    for (long end = ledger.head().seq() + 1; end > 0 && found.size() < limit; ) {
      long start = Math.max(0, end - BLOCK_ENTRIES);
      List<TaskEvent> block = block(start, end, wanted);
      Collections.reverse(block);
      found.addAll(block.subList(0, Math.min(block.size(), limit - found.size())));
      end = start;
    }
    return found;
  }

  private List<TaskEvent> block(long start, long end, Predicate<TaskEvent> wanted) {
    List<TaskEvent> found = new ArrayList<>();
    try (LedgerCursor cursor = ledger.read(start)) {
      for (Entry entry = cursor.next(); entry != null && entry.seq() < end; entry = cursor.next()) {
        TaskEvent event = TaskEvent.of(entry);
        if (event != null && wanted.test(event)) {
          found.add(event);
        }
      }
    }
    return found;
  }

  /** How many tasks there are, from a reading of the whole ledger. */
  TaskStatistics statistics() {
    long completed = 0;
    long failed = 0;
    Set<String> open = new HashSet<>();
    Map<String, Long> agents = new HashMap<>();
    try (LedgerCursor cursor = ledger.read(0)) {
      for (Entry entry = cursor.next(); entry != null; entry = cursor.next()) {
        TaskEvent event = TaskEvent.of(entry);
        if (event == null) {
          continue;
        }
        boolean isNew =
            event.status() == TaskStatus.STARTED
                ? open.add(event.taskId())
                : !open.remove(event.taskId());
        completed += event.status() == TaskStatus.COMPLETED ? 1 : 0;
        failed += event.status() == TaskStatus.FAILED ? 1 : 0;
        if (isNew && event.agentId() != null) {
          agents.merge(event.agentId(), 1L, Long::sum);
        }
      }
    }
    return new TaskStatistics(
        completed + failed + open.size(), completed, failed, open.size(), agents);
  }
}
