package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.api.MissionScope;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came into a store from documents and old ledgers, beside what the ledger made. */
@Timeout(300)
class ImportedRowsTest {
  private static final String MANIFEST =
      "{\"apiVersion\": \"agency.os/v2\", \"metadata\": {\"projectId\": \"atlas-1\","
          + " \"owner\": \"ops\", \"description\": \"Maps\", \"createdAt\": \"%s\"},\n"
          + " \"status\": {\"projectPhase\": \"CODING\", \"ratio\": 1.0},\n"
          + " \"budget\": {\"max_cost_usd\": 10.5, \"current_cost_usd\": 2.50},\n"
          + " \"artifacts\": {\"code\": {\"main\": {\"ref\": \"ef1c122\"}}}, \"größe\": null}";
  private static final String MEMORY =
      "{\"narrative\": [{\"session\": 1, \"summary\": \"s\", \"date\": \"2025-11-19\","
          + " \"phase\": \"PLANNING\"}], \"domain\": {\"concepts\": [\"payment\"]}}";

  @TempDir Path dir;
  private final SwallowedErrors errors = new SwallowedErrors();

  @AfterEach
  void nothingWasSwallowed() {
    assertThat(errors.count()).isZero();
  }

  private Path folder() {
    return dir.resolve("svc");
  }

  private Path store() {
    return folder().resolve(RecordingSession.STORE_FILE);
  }

  private Path state(String manifest) throws IOException {
    Path state = Files.createDirectories(dir.resolve("state"));
    Files.writeString(state.resolve("project_manifest.json"), manifest);
    Files.writeString(state.resolve("project_memory.json"), MEMORY);
    Files.writeString(state.resolve(".session_handoff.json"), "{\"from_agent\": \"planner\"}");
    return state;
  }

  private void recorded(RecordingOptions options, Consumer<Recorder> work) {
    try (RecordingSession session =
        RecordingSession.open(options, new HostProcess("com.acme.Main", "test"), errors)) {
      work.accept(session.recorder());
    }
  }

  private void recorded(Consumer<Recorder> work) {
    recorded(RecordingOptions.of(dir, "svc"), work);
  }

  private static void inMission(Recorder recorder) {
    try (MissionScope scope = recorder.mission("atlas-1")) {
      recorder.decision("route", "why not", Map.of("n", 1));
    }
  }

  private void imported(Path state) {
    CommandRun outcome = run("store", "import", state, "--db", store());
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
  }

  private void sql(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private Mission mission() {
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      return store.missions().get("atlas-1");
    }
  }

  private String exported(String kind) {
    CommandRun outcome =
        run("store", "export", "--mission", "atlas-1", "--db", store(), "--as", kind);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.out();
  }

  /** A store that is what ledger and imports say stays so when it is made anew. */
  private void assertSameAndKept() {
    CommandRun before = run("store", "reconcile", folder());
    assertThat(before.code()).as(before.out() + before.err()).isZero();
    Mission mission = mission();
    String manifest = exported("manifest");
    String memory = exported("memory");
    String handoff = exported("handoff");
    CommandRun rebuilt = run("store", "rebuild", folder());
    assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
    assertThat(mission()).usingRecursiveComparison().ignoringFields("id").isEqualTo(mission);
    assertThat(exported("manifest")).isEqualTo(manifest);
    assertThat(exported("memory")).isEqualTo(memory);
    assertThat(exported("handoff")).isEqualTo(handoff);
    assertThat(run("store", "reconcile", folder()).out()).isEqualTo(before.out());
  }

  @Test
  void documentsThatWereThereBeforeTheLedger() throws Exception {
    Path state = state(MANIFEST.formatted("2025-11-12T14:00:00Z"));
    recorded(
        RecordingOptions.builder(dir, "svc").legacy(state).build(),
        recorder -> {
          inMission(recorder);
          recorder.record("mission_completed", Map.of("mission_uuid", "atlas-1"));
        });
    assertThat(mission().status()).isEqualTo(MissionStatus.COMPLETED);
    assertThat(mission().owner()).isEqualTo("ops");
    assertSameAndKept();
  }

  @Test
  void documentsAboutAMissionThatTheLedgerHasNamedBefore() throws Exception {
    recorded(ImportedRowsTest::inMission);
    imported(state(MANIFEST.formatted("2025-11-12T14:00:00Z")));
    assertThat(mission().owner()).isEqualTo("ops");
    recorded(ImportedRowsTest::inMission);
    assertSameAndKept();
  }

  /** Made on a host whose clock is ahead, or that is in another zone and does not say so. */
  @Test
  void documentsThatSayTheyAreNewerThanTheLedger() throws Exception {
    recorded(ImportedRowsTest::inMission);
    imported(state(MANIFEST.formatted(Instant.now().plus(Duration.ofDays(1)))));
    assertThat(mission().owner()).isEqualTo("ops");
    recorded(ImportedRowsTest::inMission);
    assertSameAndKept();
  }

  private void joined() throws IOException {
    recorded(
        recorder -> {
          inMission(recorder);
          recorder.record(
              "mission_created",
              Map.of(
                  "mission_uuid", "atlas-1", "owner", "ops", "metadata", Map.of("team", "blue")));
        });
    imported(state(MANIFEST.formatted("2025-11-12T14:00:00Z")));
    recorded(
        recorder ->
            recorder.record(
                "mission_updated", Map.of("mission_uuid", "atlas-1", "phase", "TESTING")));
    assertThat(mission().description()).isEqualTo("Maps");
    assertThat(mission().metadata().path("team").asText()).isEqualTo("blue");
    assertThat(mission().metadata().path("status").path("ratio").asDouble()).isEqualTo(1.0);
  }

  @Test
  void documentsThatAddToWhatTheLedgerSaysOfAMission() throws Exception {
    joined();
    assertSameAndKept();
    JsonNode tables = run("store", "reconcile", folder(), "--json").summary().path("tables");
    assertThat(tables.path("missions").path("of_others").asInt()).isEqualTo(1);
    CommandRun alone = run("store", "reconcile", folder(), "--alone");
    assertThat(alone.code()).isEqualTo(1);
    assertThat(run("store", "rebuild", folder(), "--discard-others").code()).isZero();
    assertThat(mission().description()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE missions SET owner = 'mallory' WHERE mission_uuid = 'atlas-1'",
        "UPDATE missions SET phase = 'DEPLOYMENT' WHERE mission_uuid = 'atlas-1'",
        "UPDATE missions SET metadata = json_set(metadata, '$.team', 'red') WHERE mission_uuid = 'atlas-1'",
        "UPDATE missions SET metadata = NULL WHERE mission_uuid = 'atlas-1'",
        "DELETE FROM decisions WHERE decision_type = 'route'",
        "INSERT INTO decisions (mission_id, decision_type, timestamp) SELECT id, 'x', '2026-01-01T00:00:00.000000Z' FROM missions WHERE mission_uuid = 'atlas-1'"
      })
  void whatTheLedgerSaysOfAnImportedMissionIsComparedAllTheSame(String edit) throws Exception {
    joined();
    sql(edit);
    assertThat(run("store", "reconcile", folder()).code()).isEqualTo(1);
  }

  @Test
  void anOldLedgerAndDocumentsInOne() throws Exception {
    Path old = dir.resolve("old.db");
    OldLedgerFile.write(old);
    CommandRun ledger = run("store", "import-ledger", old, "--dir", folder());
    assertThat(ledger.code()).as(ledger.err()).isZero();
    Path state = state(MANIFEST.formatted("2025-11-12T14:00:00Z"));
    recorded(
        RecordingOptions.builder(dir, "svc").legacy(state).build(), ImportedRowsTest::inMission);
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      assertThat(store.tasks().find("task-1")).isPresent();
      // Its run, ours, and the document's.
      assertThat(store.missions().newest(9)).hasSizeGreaterThanOrEqualTo(2);
    }
    assertSameAndKept();
    sql("UPDATE tasks SET result = 'edited' WHERE id = 'task-1'");
    assertThat(run("store", "reconcile", folder()).code()).isEqualTo(1);
    assertThat(run("store", "rebuild", folder()).code()).isZero();
    assertSameAndKept();
  }
}
