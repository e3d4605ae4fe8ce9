package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a store holds, in maps. Copied before each transaction, so that rolling back is easy. */
final class StoreModel {
  private static final int ALL = Integer.MAX_VALUE;

  final Map<String, Mission> missions = new HashMap<>();
  final List<ToolCall> calls = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final Map<String, Task> tasks = new TreeMap<>();
  final Map<String, MemoryEntry> memory = new TreeMap<>();
  final Map<String, Long> applied = new TreeMap<>();
  ProjectModel project = new ProjectModel();

  StoreModel copy() {
    StoreModel copy = new StoreModel();
    copy.missions.putAll(missions);
    copy.calls.addAll(calls);
    copy.decisions.addAll(decisions);
    copy.tasks.putAll(tasks);
    copy.memory.putAll(memory);
    copy.applied.putAll(applied);
    copy.project = project.copy();
    return copy;
  }

  /** Asserts that the store holds that and nothing else, with what has expired by then hidden. */
  void assertHeldBy(SqliteStore store, Instant time) {
    assertThat(store.missions().newest(ALL))
        .containsExactlyElementsOf(
            missions.values().stream()
                .sorted(
                    Comparator.comparing(Mission::createdAt).thenComparing(Mission::id).reversed())
                .toList());
    assertThat(store.toolCalls().newest(ALL))
        .containsExactlyElementsOf(
            calls.stream().sorted(Comparator.comparing(ToolCall::id).reversed()).toList());
    assertThat(store.decisions().newest(ALL))
        .containsExactlyElementsOf(
            decisions.stream().sorted(Comparator.comparing(Decision::id).reversed()).toList());
    assertThat(store.tasks().newest(ALL)).containsExactlyInAnyOrderElementsOf(tasks.values());
    for (Task task : tasks.values()) {
      assertThat(store.tasks().children(task.id()))
          .allMatch(child -> task.id().equals(child.parentId()))
          .hasSize(
              (int)
                  tasks.values().stream()
                      .filter(child -> task.id().equals(child.parentId()))
                      .count());
    }
    for (Mission mission : missions.values()) {
      assertThat(store.missions().id(mission.uuid())).isEqualTo(OptionalLong.of(mission.id()));
      assertThat(store.memory().list(mission.id()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
          .containsExactlyElementsOf(
              memory.values().stream()
                  .filter(entry -> entry.missionId() == mission.id() && entry.isValidAt(time))
                  .toList());
    }
    applied.forEach(
        (ledger, seq) -> assertThat(store.appliedSeq(ledger)).isEqualTo(OptionalLong.of(seq)));
  }
}
