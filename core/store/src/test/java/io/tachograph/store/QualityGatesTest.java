package io.tachograph.store;

import static io.tachograph.store.Failures.assertCorrupt;
import static io.tachograph.store.Failures.assertNoMission;
import static io.tachograph.store.Failures.assertNotNull;
import static io.tachograph.store.Fixtures.T0;
import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.json;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityGatesTest {
  @TempDir Path folder;
  private Path file;
  private SqliteStore store;
  private QualityGates gates;
  private long missionId;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file);
    gates = store.qualityGates();
    missionId = store.missions().create(mission("m"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private QualityGate recorded(
      long missionId, String name, GateStatus status, JsonNode details, Instant timestamp) {
    long id = gates.record(new NewQualityGate(missionId, name, status, details, timestamp));
    return new QualityGate(id, missionId, name, status, details, timestamp);
  }

  @Test
  void what_a_gate_said_comes_back_as_it_was_given() {
    for (GateStatus status : GateStatus.values()) {
      QualityGate gate =
          recorded(missionId, "Pr\u00fcfung \u2705", status, json("{\"coverage\":0.710}"), T0);
      assertThat(gates.latest(missionId, "Pr\u00fcfung \u2705")).contains(gate);
    }
    assertThat(Schemas.column(file, "SELECT status FROM quality_gates ORDER BY id"))
        .containsExactly("passed", "failed", "skipped");
    assertThat(Schemas.column(file, "SELECT DISTINCT details FROM quality_gates"))
        .containsExactly("{\"coverage\":0.710}");
  }

  @Test
  void the_latest_is_what_was_recorded_last_of_that_mission() {
    long other = store.missions().create(mission("other"));
    assertThat(gates.latest(missionId, "g")).isEmpty();
    recorded(missionId, "g", GateStatus.FAILED, null, after(9));
    QualityGate latest = recorded(missionId, "g", GateStatus.PASSED, null, after(1));
    recorded(missionId, "h", GateStatus.SKIPPED, null, after(2));
    recorded(other, "g", GateStatus.FAILED, null, after(3));
    assertThat(gates.latest(missionId, "g")).contains(latest);
    assertThat(gates.latest(missionId, "G")).isEmpty();
  }

  @Test
  void gates_are_listed_by_mission_status_and_name() {
    long other = store.missions().create(mission("other"));
    QualityGate a = recorded(missionId, "g", GateStatus.FAILED, null, after(9));
    QualityGate b = recorded(other, "g", GateStatus.FAILED, json("[]"), after(3));
    QualityGate c = recorded(missionId, "h", GateStatus.FAILED, json("7"), after(2));
    QualityGate d = recorded(missionId, "g", GateStatus.PASSED, null, after(1));
    Pages.assertPaged(page -> gates.ofMission(missionId, page), QualityGate::id, d, c, a);
    Pages.assertPaged(page -> gates.withStatus(GateStatus.FAILED, page), QualityGate::id, c, b, a);
    Pages.assertPaged(page -> gates.withName("g", page), QualityGate::id, d, b, a);
    assertThat(gates.withStatus(GateStatus.SKIPPED, Pages.ALL)).isEmpty();
    assertThat(gates.withName("none", Pages.ALL)).isEmpty();
    assertThat(gates.ofMission(99, Pages.ALL)).isEmpty();
  }

  @Test
  void what_the_schema_forbids_is_refused_by_column() {
    assertNoMission("quality_gates", () -> recorded(99, "g", GateStatus.PASSED, null, T0));
    assertNotNull(
        "quality_gates", "gate_name", () -> recorded(missionId, null, GateStatus.PASSED, null, T0));
    assertNotNull(
        "quality_gates",
        "timestamp",
        () -> recorded(missionId, "g", GateStatus.PASSED, null, null));
    assertThat(gates.ofMission(missionId, Pages.ALL)).isEmpty();
  }

  @Test
  void what_others_wrote_against_the_schema_is_said_with_its_row() {
    long id = recorded(missionId, "g", GateStatus.PASSED, null, T0).id();
    Schemas.execute(
        file, "PRAGMA ignore_check_constraints = 1; UPDATE quality_gates SET status = 'maybe'");
    assertCorrupt("quality_gates", "status", id, () -> gates.latest(missionId, "g"));
    Schemas.execute(file, "UPDATE quality_gates SET status = 'failed', details = '[1'");
    assertCorrupt(
        "quality_gates", "details", id, () -> gates.withStatus(GateStatus.FAILED, Pages.ALL));
  }
}
