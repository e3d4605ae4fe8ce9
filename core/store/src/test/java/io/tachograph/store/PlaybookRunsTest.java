package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookRunsTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private PlaybookRuns runs;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    runs = store.playbookRuns();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PlaybookRun started(long id, String name) {
    return new PlaybookRun(id, missionId, name, null, T0, null, null, null, null);
  }

  @Test
  void a_run_starts_and_completes() {
    long good = runs.start(missionId, "restaurant.pl\u00e4ne \u2713", "PLANNING", T0);
    assertThat(runs.find(good))
        .contains(
            new PlaybookRun(
                good,
                missionId,
                "restaurant.pl\u00e4ne \u2713",
                "PLANNING",
                T0,
                null,
                null,
                null,
                null));
    assertThat(runs.complete(good, after(60), true, json("{\"tool_count\":3}"), null)).isTrue();
    assertThat(runs.find(good))
        .contains(
            new PlaybookRun(
                good,
                missionId,
                "restaurant.pl\u00e4ne \u2713",
                "PLANNING",
                T0,
                after(60),
                true,
                json("{\"tool_count\":3}"),
                null));
    long bad = runs.start(missionId, "p", null, T0);
    assertThat(runs.complete(bad, after(1), false, NullNode.getInstance(), "no way")).isTrue();
    assertThat(runs.find(bad))
        .contains(
            new PlaybookRun(
                bad, missionId, "p", null, T0, after(1), false, NullNode.getInstance(), "no way"));
    assertThat(Schemas.column(file, "SELECT success FROM playbook_runs ORDER BY id"))
        .containsExactly("1", "0");
  }

  @Test
  void a_run_that_is_over_stays_as_it_is() {
    long id = runs.start(missionId, "p", null, T0);
    assertThat(runs.complete(id, after(1), false, null, "first")).isTrue();
    assertThat(runs.complete(id, after(2), true, json("1"), null)).isFalse();
    assertThat(runs.find(id).orElseThrow().errorMessage()).isEqualTo("first");
    assertThat(runs.complete(99, after(2), true, null, null)).isFalse();
    assertThat(runs.find(99)).isEmpty();
  }

  @Test
  void runs_are_listed_by_mission_and_by_playbook() {
    long other = store.missions().create(mission("other"));
    long a = runs.start(missionId, "p", null, T0);
    long b = runs.start(other, "p", null, T0);
    long c = runs.start(missionId, "q", null, T0);
    long d = runs.start(missionId, "p", null, T0);
    PlaybookRun ofOther = new PlaybookRun(b, other, "p", null, T0, null, null, null, null);
    Pages.assertPaged(
        page -> runs.ofMission(missionId, page),
        PlaybookRun::id,
        started(d, "p"),
        started(c, "q"),
        started(a, "p"));
    Pages.assertPaged(
        page -> runs.ofPlaybook("p", page),
        PlaybookRun::id,
        started(d, "p"),
        ofOther,
        started(a, "p"));
    assertThat(runs.ofMission(99, Pages.ALL)).isEmpty();
    assertThat(runs.ofPlaybook("P", Pages.ALL)).isEmpty();
  }

  @Test
  void performance_counts_what_is_over_by_playbook() {
    runs.complete(runs.start(missionId, "p", null, T0), after(60), true, null, null);
    runs.complete(runs.start(missionId, "p", null, T0), after(120), false, null, null);
    runs.start(missionId, "p", null, T0);
    runs.complete(runs.start(missionId, "q", null, T0), after(1), true, null, null);
    runs.start(missionId, "r", null, T0);
    PlaybookPerformance p = runs.performance("p").orElseThrow();
    assertThat(p.totalRuns()).isEqualTo(2);
    assertThat(p.successfulRuns()).isEqualTo(1);
    // The view reckons in Julian days, which a double holds to some 40 microseconds.
    assertThat(p.avgDurationMs()).isCloseTo(90_000, within(1.0));
    assertThat(runs.performance("r")).isEmpty();
    assertThat(runs.performance(TextPage.first(10)))
        .extracting(PlaybookPerformance::playbookName)
        .containsExactly("p", "q");
    assertThat(runs.performance(TextPage.first(1))).containsExactly(p);
    assertThat(runs.performance(TextPage.first(10).after("p")))
        .extracting(PlaybookPerformance::playbookName)
        .containsExactly("q");
    assertThat(runs.performance(TextPage.first(10).after("q"))).isEmpty();
  }

  @Test
  void performance_is_known_of_runs_that_others_completed_half() {
    Schemas.execute(
        file,
        "INSERT INTO playbook_runs (mission_id, playbook_name, started_at, completed_at) VALUES"
            + " (1, '', '2025-11-20T10:00:00Z', '2025-11-20T10:00:00.250Z'),"
            + " (1, 'odd', '2025-11-20t10:00:00z', '2025-11-20T10:00:00.250Z')");
    assertThat(runs.performance(TextPage.first(10)))
        .containsExactly(
            new PlaybookPerformance("", 1, 0, runs.performance("").orElseThrow().avgDurationMs()),
            new PlaybookPerformance("odd", 1, 0, null));
    assertThat(runs.performance("").orElseThrow().avgDurationMs()).isCloseTo(250, within(1.0));
    assertThat(runs.ofPlaybook("odd", Pages.ALL).get(0).success()).isNull();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("playbook_runs", () -> runs.start(99, "p", null, T0));
    assertNotNull("playbook_runs", "playbook_name", () -> runs.start(missionId, null, null, T0));
    assertNotNull("playbook_runs", "started_at", () -> runs.start(missionId, "p", null, null));
    assertThat(runs.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void what_others_wrote_against_the_schema_is_said_with_its_row() {
    long id = runs.start(missionId, "p", null, T0);
    Schemas.execute(
        file, "PRAGMA ignore_check_constraints = 1; UPDATE playbook_runs SET success = 2");
    assertCorrupt("playbook_runs", "success", id, () -> runs.find(id));
    Schemas.execute(file, "UPDATE playbook_runs SET success = 1, metrics = '{bad'");
    assertCorrupt("playbook_runs", "metrics", id, () -> runs.ofMission(missionId, Pages.ALL));
    Schemas.execute(file, "UPDATE playbook_runs SET metrics = NULL, started_at = 'soon'");
    assertCorrupt("playbook_runs", "started_at", id, () -> runs.ofPlaybook("p", Pages.ALL));
  }
}
