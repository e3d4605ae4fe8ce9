package io.tachograph.store;

import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents in other languages find in the columns of each table when we have written them. */
class WrittenColumnsTest {
  private static final Set<String> JSON_IN_TEXT = Set.of("roadmaps.missions", "roadmaps.metadata");
  private static final Set<String> BOOLEANS = Set.of("success", "archived");

  @TempDir Path folder;

  private record Column(String table, String name, String type) {
    boolean isJson() {
      return type.equals("JSON") || JSON_IN_TEXT.contains(table + "." + name);
    }

    boolean isTime() {
      return name.endsWith("_at") || name.equals("timestamp") || name.equals("date");
    }
  }

  @Test
  void json_is_text_times_are_utc_and_booleans_are_0_or_1() {
    Path file = folder.resolve("s.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.apply(WrittenColumnsTest::fill);
      store.missionArchive().archive(T0.plusSeconds(60));
    }
    List<Column> columns =
        Schemas.rows(
                file,
                "SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c"
                    + " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'")
            .stream()
            .map(row -> new Column(row.get(0), row.get(1), row.get(2)))
            .toList();
    Set<String> empty = new HashSet<>();
    for (Column column : columns) {
      List<List<String>> values =
          Schemas.rows(
              file,
              String.format(
                  "SELECT %1$s, typeof(%1$s), CASE WHEN typeof(%1$s) = 'text' THEN"
                      + " json_valid(%1$s) END FROM %2$s WHERE %1$s IS NOT NULL",
                  column.name(), column.table()));
      if (values.isEmpty()) {
        empty.add(column.table() + "." + column.name());
      }
      for (List<String> value : values) {
        if (column.isJson()) {
          assertThat(value.subList(1, 3)).as("%s", column).containsExactly("text", "1");
        } else if (column.isTime()) {
          assertThat(value.get(1)).as("%s", column).isEqualTo("text");
          assertThat(value.get(0))
              .as("%s", column)
              .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        } else if (BOOLEANS.contains(column.name())) {
          assertThat(value.get(1)).as("%s", column).isEqualTo("integer");
          assertThat(value.get(0)).as("%s", column).isIn("0", "1");
        }
      }
    }
    assertThat(empty).isEmpty();
    assertThat(columns).filteredOn(Column::isJson).hasSize(16);
    assertThat(columns).filteredOn(Column::isTime).hasSizeGreaterThan(20);
  }

  /** A row in each table with something in each column. */
  private static void fill(StoreWriter writer) {
    Instant at = T0.plusNanos(123_456_789);
    long id =
        writer
            .missions()
            .create(
                mission("m")
                    .updatedAt(at)
                    .planningSubState(PlanningSubState.RESEARCH)
                    .maxCostUsd(1.5)
                    .costBreakdown(json("{\"llm\":1}"))
                    .owner("o")
                    .description("d")
                    .metadata(json("[1,null]")));
    writer
        .toolCalls()
        .insert(new NewToolCall(id, "t", json("{}"), json("[2]"), at, 1L, false, "why"));
    writer.toolCalls().insert(new NewToolCall(id, "t", json("{}"), null, at, 1L, true, null));
    writer.decisions().insert(new NewDecision(id, "d", "r", at, "a", json("{}")));
    for (boolean success : new boolean[] {true, false}) {
      long run = writer.playbookRuns().start(id, "p", "CODING", at);
      writer.playbookRuns().complete(run, at, success, json("{\"n\":1}"), "e");
    }
    writer.memory().set(id, "k", json("{\"v\":1}"), at, Duration.ofSeconds(60));
    writer.narrative().add(new NewNarrativeEntry(id, 1, "s", at, "CODING"));
    writer.concepts().add(id, "c", at);
    writer.concerns().add(id, "c", at);
    writer
        .trajectories()
        .set(new NewTrajectory(id, "CODING", "f", json("[\"a\"]"), json("[\"b\"]"), at));
    writer
        .artifacts()
        .insert(new NewArtifact(id, ArtifactType.CODE, "a", "r", "p", "u", "b", json("{}"), at));
    writer
        .qualityGates()
        .record(new NewQualityGate(id, "g", GateStatus.SKIPPED, json("{\"a\":1}"), at));
    long session = writer.agentSessions().start(id, "a", at);
    writer.agentSessions().end(session, at, json("{\"h\":1}"));
    writer.tasks().create("parent", "d", null, at);
    writer.tasks().start("t", "d", "parent", at);
    writer.tasks().end("t", TaskStatus.COMPLETED, "r", at);
    writer
        .roadmaps()
        .create(new Roadmap("r", "n", "d", json("[\"m\"]"), at, at, json("{\"m\":1}")));
    writer.projection().setAppliedSeq("ledger", 7);
    writer.missions().update("m", MissionChange.at(at).status(MissionStatus.COMPLETED));
  }
}
