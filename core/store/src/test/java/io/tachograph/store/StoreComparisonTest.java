package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static io.tachograph.store.StoreDifference.Kind.ADDED;
import static io.tachograph.store.StoreDifference.Kind.CHANGED;
import static io.tachograph.store.StoreDifference.Kind.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger makes, held against what a store has. */
class StoreComparisonTest {
  private static final String LEDGER = "ledger-1";
  private static final String UUID_V7 = "019a9f9e-7c5b-7e2f-8f3d-1c9d6a7b8c9d";
  private static final String MANIFEST = "legacy:manifest";

  @TempDir Path folder;
  private final List<StoreDifference> differences = new ArrayList<>();
  private Path expected;
  private Path found;

  @BeforeEach
  void makeBoth() {
    expected = folder.resolve("expected.db");
    found = folder.resolve("found.db");
    for (Path file : List.of(expected, found)) {
      try (SqliteStore store = SqliteStore.open(file)) {
        store.apply(StoreComparisonTest::fillAsTheLedger);
      }
    }
  }

  private static void fillAsTheLedger(StoreWriter store) {
    NewMission said =
        NewMission.of("m", MissionPhase.PLANNING, MissionStatus.IN_PROGRESS, T0)
            .owner("ops")
            .metadata(json("{\"team\":{\"name\":\"blue\"},\"none\":null}"));
    long id = store.missions().create(said);
    store.toolCalls().insert(call(id, "Read", after(1)));
    store.toolCalls().insert(call(id, "Read", after(1)));
    store.toolCalls().insert(call(id, "Write", after(2)));
    store.decisions().insert(new NewDecision(id, "route", "why", after(3), "a", json("{}")));
    store.tasks().start(UUID_V7, "work", null, T0);
  }

  private void change(String sql) {
    Schemas.execute(found, sql);
  }

  private Map<String, StoreComparison.Counts> compare(Instant knownFrom, boolean alone) {
    differences.clear();
    return StoreComparison.run(
            expected, found, new StoreComparison.Scope(LEDGER, knownFrom, alone), differences::add)
        .stream()
        .collect(Collectors.toMap(StoreComparison.Counts::table, Function.identity()));
  }

  private Map<String, StoreComparison.Counts> compare() {
    return compare(null, false);
  }

  @Test
  void equal_stores_are_the_same_whatever_their_row_ids() {
    change("UPDATE tool_calls SET id = id + 100");
    change("UPDATE decisions SET id = id + 100");
    for (boolean alone : new boolean[] {false, true}) {
      Map<String, StoreComparison.Counts> tables = compare(null, alone);
      assertThat(tables.keySet())
          .containsExactlyInAnyOrder("missions", "tasks", "tool_calls", "decisions");
      assertThat(tables.values()).allMatch(StoreComparison.Counts::isSame);
      assertThat(tables.get("tool_calls").same()).isEqualTo(3);
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void a_row_that_was_edited_is_told_with_its_columns() {
    change("UPDATE tool_calls SET result = '4', success = 0 WHERE tool_name = 'Write'");
    assertThat(compare().get("tool_calls").changed()).isEqualTo(1);
    assertThat(differences)
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.kind()).isEqualTo(CHANGED);
              assertThat(difference.rowId()).isEqualTo("3");
              assertThat(difference.identity())
                  .isEqualTo("mission=m timestamp=2025-11-20T10:00:02.000000Z tool_name=Write");
              assertThat(difference.columns())
                  .extracting(
                      StoreDifference.Column::name,
                      StoreDifference.Column::expected,
                      StoreDifference.Column::found)
                  .containsExactly(tuple("result", "3", "4"), tuple("success", "1", "0"));
            });
  }

  @Test
  void a_value_of_another_type_is_a_change_though_it_reads_the_same() {
    change("UPDATE tasks SET description = CAST(description AS BLOB)");
    compare();
    assertThat(differences).singleElement().satisfies(d -> assertThat(d.kind()).isEqualTo(CHANGED));
    assertThat(differences.get(0).columns())
        .singleElement()
        .satisfies(column -> assertThat(column.name()).isEqualTo("(types)"));
  }

  @Test
  void of_rows_with_one_key_each_counts_once() {
    change("DELETE FROM tool_calls WHERE id = 1");
    assertThat(compare().get("tool_calls").missing()).isEqualTo(1);
    change(
        "INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, duration_ms,"
            + " success) SELECT mission_id, tool_name, args, result, timestamp, duration_ms, success"
            + " FROM tool_calls WHERE id = 2");
    assertThat(compare().get("tool_calls").isSame()).isTrue();
    change(
        "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success)"
            + " SELECT mission_id, tool_name, args, timestamp, success FROM tool_calls WHERE id = 2");
    StoreComparison.Counts counts = compare().get("tool_calls");
    assertThat(counts.added()).isEqualTo(1);
    assertThat(counts.same()).isEqualTo(3);
    assertThat(differences).extracting(StoreDifference::kind).containsExactly(ADDED);
  }

  @Test
  void a_mission_that_is_gone_takes_its_rows_with_it_unless_it_was_archived() {
    try (SqliteStore store = SqliteStore.open(found)) {
      store.missions().delete("m");
    }
    Map<String, StoreComparison.Counts> tables = compare();
    assertThat(tables.get("missions").missing()).isEqualTo(1);
    assertThat(tables.get("tool_calls").missing()).isEqualTo(3);
    assertThat(differences).extracting(StoreDifference::kind).containsOnly(MISSING);
    assertThat(differences).extracting(StoreDifference::rowId).containsOnlyNulls();
    change(
        "INSERT INTO missions_archive (mission_uuid, phase, status, created_at)"
            + " VALUES ('m', 'CODING', 'completed', '2025-11-20T10:00:00Z')");
    tables = compare();
    assertThat(tables.values()).allMatch(StoreComparison.Counts::isSame);
    assertThat(tables.get("missions").archived()).isEqualTo(1);
    assertThat(tables.get("tool_calls").archived()).isEqualTo(3);
  }

  @Test
  void what_others_made_is_theirs_unless_the_ledger_is_alone() {
    try (SqliteStore store = SqliteStore.open(found)) {
      long theirs = store.missions().create(mission("theirs"));
      store.toolCalls().insert(call(theirs, "x", T0));
      store.decisions().insert(new NewDecision(theirs, "x", null, T0, null, null));
      store.tasks().start("their-task", "x", null, T0);
    }
    Map<String, StoreComparison.Counts> tables = compare();
    assertThat(tables.values()).allMatch(StoreComparison.Counts::isSame);
    assertThat(tables.values()).allMatch(counts -> counts.ofOthers() == 1);
    tables = compare(null, true);
    assertThat(tables.values()).allMatch(counts -> counts.added() == 1);
  }

  @Test
  void what_says_that_it_is_the_ledger_s_and_is_not_was_added() {
    try (SqliteStore store = SqliteStore.open(found)) {
      store
          .missions()
          .create(mission("run").metadata(json("{\"run_of_ledger\":\"" + LEDGER + "\"}")));
      store.missions().create(mission("other-run").metadata(json("{\"run_of_ledger\":\"2\"}")));
      long id = store.missions().id("m").orElseThrow();
      store.toolCalls().insert(call(id, "Forged", T0));
      store.tasks().start(UUID_V7.replace("8c9d", "8c9e"), "forged", null, T0);
      store.tasks().start("inside", "forged", UUID_V7, T0);
    }
    Map<String, StoreComparison.Counts> tables = compare();
    assertThat(tables.get("missions").added()).isEqualTo(1);
    assertThat(tables.get("missions").ofOthers()).isEqualTo(1);
    assertThat(tables.get("tool_calls").added()).isEqualTo(1);
    assertThat(tables.get("tasks").added()).isEqualTo(2);
  }

  @Test
  void a_mission_that_was_there_before_is_its_maker_s_and_what_the_ledger_says_must_be_there() {
    change("UPDATE missions SET created_at = '2025-01-01T00:00:00.000000Z', owner = 'p'");
    try (SqliteStore store = SqliteStore.open(found)) {
      store.toolCalls().insert(call(1, "x", T0));
    }
    Map<String, StoreComparison.Counts> tables = compare();
    assertThat(tables.get("missions").ofOthers()).isEqualTo(1);
    assertThat(tables.get("tool_calls").ofOthers()).isEqualTo(1);
    assertThat(differences).isEmpty();
    change("DELETE FROM decisions");
    assertThat(compare().get("decisions").missing()).isEqualTo(1);
    assertThat(compare(null, true).get("missions").changed()).isEqualTo(1);
  }

  @Test
  void a_mission_under_a_later_time_is_its_maker_s_only_if_it_was_imported() {
    change("UPDATE missions SET created_at = '2026-01-01T00:00:00.000000Z'");
    assertThat(compare().get("missions").changed()).isEqualTo(1);
    remember(MANIFEST);
    assertThat(compare().get("missions").ofOthers()).isEqualTo(1);
    try (SqliteStore store = SqliteStore.open(found)) {
      store.toolCalls().insert(call(1, "x", T0));
    }
    assertThat(compare().get("tool_calls").ofOthers()).isEqualTo(1);
  }

  private void remember(String key) {
    try (SqliteStore store = SqliteStore.open(found)) {
      store.memory().set(1, key, json("{}"), T0, null);
    }
  }

  @Test
  void a_document_may_add_what_the_ledger_says_nothing_of() {
    String addition =
        "UPDATE missions SET phase = 'CODING', status = 'completed', description = 'd',"
            + " max_cost_usd = 5.0, current_cost_usd = 1.0, alert_threshold = 0.5,"
            + " cost_breakdown = '{}', api_version = 'v2',"
            + " metadata = '{\"more\":1,\"team\":{\"size\":3,\"name\":\"blue\"},\"none\":null}'";
    change(addition);
    assertThat(compare().get("missions").changed()).as("nothing was imported").isEqualTo(1);
    remember("legacy:memory");
    assertThat(compare().get("missions").changed()).as("not about the mission").isEqualTo(1);
    remember("legacy:active-mission");
    assertThat(compare().get("missions").ofOthers()).isEqualTo(1);
    assertThat(compare(null, true).get("missions").changed()).isEqualTo(1);
    for (String edit :
        List.of(
            "owner = 'mallory'",
            "owner = NULL",
            "metadata = NULL",
            "metadata = '['",
            "metadata = '[1]'",
            "metadata = '{\"team\":{\"name\":\"red\"},\"none\":null}'",
            "metadata = '{\"team\":{\"name\":\"blue\"}}'")) {
      change(addition + ", owner = 'ops'");
      assertThat(compare().get("missions").ofOthers()).as(edit).isEqualTo(1);
      change("UPDATE missions SET " + edit);
      assertThat(compare().get("missions").changed()).as(edit).isEqualTo(1);
    }
  }

  @Test
  void what_was_before_a_pruned_ledger_cannot_be_judged() {
    try (SqliteStore store = SqliteStore.open(found)) {
      Instant before = T0.minusSeconds(60);
      long old =
          store
              .missions()
              .create(
                  NewMission.of("old", MissionPhase.CODING, MissionStatus.COMPLETED, before)
                      .metadata(json("{\"run_of_ledger\":\"" + LEDGER + "\"}")));
      store.toolCalls().insert(call(old, "x", before));
      store.toolCalls().insert(call(1, "x", before));
      store.tasks().start("t", "old", null, before);
      store.tasks().start(UUID_V7.replace("8c9d", "8c9e"), "old", null, before);
      store.tasks().move(UUID_V7, "t", before);
    }
    change("UPDATE tasks SET updated_at = NULL");
    Map<String, StoreComparison.Counts> tables = compare(T0, false);
    assertThat(differences).isEmpty();
    assertThat(tables.get("missions").before()).isEqualTo(1);
    assertThat(tables.get("tool_calls").before()).isEqualTo(2);
    assertThat(tables.get("tasks").before()).isEqualTo(2);
    assertThat(tables.get("tasks").same()).isEqualTo(1);
  }

  @Test
  void many_rows_are_compared_in_one_order() {
    for (Path file : List.of(expected, found)) {
      try (SqliteStore store = SqliteStore.open(file)) {
        store.apply(
            writer -> {
              for (int i = 0; i < 500; i++) {
                // Names that sort otherwise as text, as bytes and in other locales.
                String name = List.of("a", "B", "\u00e4", "\ud83d\ude00", "\uffee").get(i % 5) + i;
                writer.toolCalls().insert(call(1, name, after(i % 7)));
              }
            });
      }
    }
    change("DELETE FROM tool_calls WHERE id IN (77, 400)");
    StoreComparison.Counts counts = compare().get("tool_calls");
    assertThat(counts.missing()).isEqualTo(2);
    assertThat(counts.same()).isEqualTo(501);
  }
}
