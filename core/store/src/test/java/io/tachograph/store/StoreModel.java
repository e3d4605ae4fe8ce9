package io.tachograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /** In the archive, their ids being nobody's. */
  final List<Mission> copies = new ArrayList<>();

  /** In the order in which they were added. */
  final Map<String, Task> tasks = new LinkedHashMap<>();

  final Map<String, MemoryEntry> memory = new TreeMap<>();
  final Map<String, Long> applied = new TreeMap<>();
  ProjectModel project = new ProjectModel();

  StoreModel copy() {
    StoreModel copy = new StoreModel();
    copy.missions.putAll(missions);
    copy.calls.addAll(calls);
    copy.decisions.addAll(decisions);
    copy.copies.addAll(copies);
    copy.tasks.putAll(tasks);
    copy.memory.putAll(memory);
    copy.applied.putAll(applied);
    copy.project = project.copy();
    return copy;
  }

  /** Takes a mission away, with all that refers to it. */
  void forgetMission(String uuid) {
    Mission mission = missions.remove(uuid);
    if (mission != null) {
      long id = mission.id();
      calls.removeIf(call -> call.missionId() == id);
      decisions.removeIf(decision -> decision.missionId() == id);
      memory.values().removeIf(entry -> entry.missionId() == id);
      project.forgetMission(id);
    }
  }

  /**
   * Asserts that the store holds that and nothing else, with what has expired by then hidden.
   *
   * @param limit the length of the pages that lists are read in
   */
  void assertHeldBy(SqliteStore store, Instant time, int limit) {
    ModelledMissions.assertHeldBy(store, this, limit);
    ModelledTasks.assertHeldBy(store.tasks(), tasks);
    assertThat(store.toolCalls().newest(ALL))
        .containsExactlyElementsOf(
            calls.stream().sorted(Comparator.comparing(ToolCall::id).reversed()).toList());
    assertThat(store.decisions().newest(ALL))
        .containsExactlyElementsOf(
            decisions.stream().sorted(Comparator.comparing(Decision::id).reversed()).toList());
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
