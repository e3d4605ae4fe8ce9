package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.api.MissionScope;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.Parameter;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.NewMission;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holding a store against its ledger, and making it anew. */
@Timeout(300)
class StoreReconcileTest {
  private static final String MISSION = "11111111-1111-4111-8111-111111111111";
  private static final CallSite TASK =
      new CallSite(CallKind.TASK, "triage", "sre", "com.acme.Triage", "run", List.of());
  private static final CallSite TOOL =
      new CallSite(
          CallKind.TOOL,
          "search",
          null,
          "com.acme.Tools",
          "search",
          List.of(new Parameter("query", false)));

  @TempDir Path dir;
  private final SwallowedErrors errors = new SwallowedErrors();

  private Path folder() {
    return dir.resolve("svc");
  }

  private Path store() {
    return folder().resolve(RecordingSession.STORE_FILE);
  }

  private RecordingSession open() {
    return RecordingSession.open(
        RecordingOptions.of(dir, "svc"), new HostProcess("com.acme.Main", "test"), errors);
  }

  private static void tool(Recorder recorder, Object query, Object result, Throwable thrown) {
    Call call = recorder.start(TOOL, new Object[] {query});
    recorder.end(call, result, thrown);
  }

  /** A run of every kind of event, in missions and outside of any. */
  private static void work(Recorder recorder, Random random) {
    try (MissionScope scope = recorder.mission(MISSION)) {
      recorder.record("mission_created", Map.of("phase", "TESTING", "max_cost_usd", 1.1));
      Call outer = recorder.start(TASK, new Object[0]);
      for (int i = 0; i < 20; i++) {
        tool(recorder, "q" + random.nextInt(), Map.of("n", random.nextGaussian()), null);
      }
      Call inner = recorder.start(TASK, new Object[0]);
      tool(recorder, "fails", null, new IllegalStateException("no \u0000 index"));
      recorder.end(inner, null, new IllegalStateException("inner"));
      recorder.decision("severity", "because", Map.of("n", 1));
      recorder.end(outer, "report", null);
      recorder.record("mission_completed", Map.of());
    }
    tool(recorder, "outside", "x", null);
    recorder.decision("route", null, Map.of());
    recorder.start(TOOL, new Object[] {"never ends"});
  }

  private void record() {
    Random random = new Random(42);
    for (int run = 0; run < 3; run++) {
      try (RecordingSession session = open()) {
        work(session.recorder(), random);
      }
    }
    assertThat(errors.count()).isZero();
  }

  private void sql(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private String query(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? String.valueOf(result.getString(1)) : "";
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static void assertSame(CommandRun outcome) {
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void anUntouchedStoreIsWhatTheLedgerSays() throws Exception {
    record();
    byte[] bytes = Files.readAllBytes(store());
    CommandRun words = run("store", "reconcile", folder());
    assertSame(words);
    assertThat(words.out())
        .containsPattern("tool_calls +66 as the ledger says, 0 changed, 0 missing, 0 added\\R")
        .endsWith("The store is what the ledger says." + System.lineSeparator());
    assertSame(run("store", "reconcile", dir, "--alone"));
    JsonNode summary = run("store", "reconcile", folder(), "--json").summary();
    assertThat(summary.path("same").asBoolean()).isTrue();
    assertThat(summary.path("tables").path("missions").path("same").asInt()).isEqualTo(4);
    assertThat(Files.readAllBytes(store())).isEqualTo(bytes);
  }

  @Test
  void aLiveStoreIsComparedUpToWhatIsApplied() {
    try (RecordingSession session = open()) {
      work(session.recorder(), new Random(1));
      while (!isProjected()) {
        Thread.onSpinWait();
      }
      CommandRun outcome = run("store", "reconcile", folder());
      assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    }
  }

  private boolean isProjected() {
    try (SqliteStore store = SqliteStore.openReadOnly(store())) {
      return !store.decisions().newest(1).isEmpty();
    } catch (StoreException e) {
      // The projection has not made it yet, or is making it.
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE tool_calls SET result = '1' WHERE id = 5|changed|tool_calls|result",
        "UPDATE tool_calls SET success = 0 WHERE id = 5|changed|tool_calls|success",
        "UPDATE tool_calls SET error_message = NULL WHERE success = 0 AND id < 30|changed|tool_calls|error_message",
        "UPDATE tool_calls SET args = CAST(args AS BLOB) WHERE id = 5|changed|tool_calls|(types)",
        "DELETE FROM tool_calls WHERE id = 7|missing|tool_calls|",
        "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success) SELECT mission_id, tool_name, args, timestamp, 1 FROM tool_calls WHERE id = 9|added|tool_calls|",
        "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success) VALUES (1, 'x', '{}', '2026-01-01T00:00:00.000000Z', 1)|added|tool_calls|",
        "UPDATE decisions SET rationale = 'another' WHERE id = 1|changed|decisions|rationale",
        "DELETE FROM decisions WHERE id = 2|missing|decisions|",
        "INSERT INTO decisions (mission_id, decision_type, timestamp) VALUES (1, 'x', '2026-01-01T00:00:00.000000Z')|added|decisions|",
        "UPDATE tasks SET status = 'failed' WHERE result = 'report' AND rowid = 1|changed|tasks|status",
        "UPDATE tasks SET parent_id = NULL WHERE rowid = 2|changed|tasks|parent_id",
        "DELETE FROM tasks WHERE rowid = 2|missing|tasks|",
        "INSERT INTO tasks (id, description, created_at) VALUES ('019a9f9e-7c5b-7e2f-8f3d-1c9d6a7b8c9d', 'x', '2026-01-01T00:00:00.000000Z')|added|tasks|",
        "INSERT INTO tasks (id, parent_id, description, created_at) SELECT 'x', id, 'x', created_at FROM tasks WHERE rowid = 1|added|tasks|",
        "UPDATE missions SET max_cost_usd = 1.1000000000000003 WHERE id = 1|changed|missions|max_cost_usd",
        "UPDATE missions SET status = 'failed' WHERE id = 1|changed|missions|status",
        "INSERT INTO missions (mission_uuid, phase, status, created_at, metadata) SELECT 'x', phase, status, created_at, metadata FROM missions WHERE description LIKE '%outside%' LIMIT 1|added|missions|"
      })
  void whatWasEditedIsFound(String sql, String difference, String table, String column)
      throws Exception {
    record();
    sql(sql);
    CommandRun outcome = run("store", "reconcile", folder(), "--json");
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(2);
    JsonNode found = outcome.lines().get(0);
    assertThat(found.path("difference").asText()).isEqualTo(difference);
    assertThat(found.path("table").asText()).isEqualTo(table);
    if (column != null) {
      assertThat(found.path("columns")).hasSize(1);
      assertThat(found.path("columns").get(0).path("column").asText()).isEqualTo(column);
    }
    assertThat(outcome.summary().path("same").asBoolean()).isFalse();
    CommandRun words = run("store", "reconcile", folder());
    assertThat(words.code()).isEqualTo(1);
    assertThat(words.out()).contains("THE STORE DIFFERS.");
    assertThat(run("store", "rebuild", folder()).code()).isZero();
    if (!difference.equals("added")) {
      assertSame(run("store", "reconcile", folder(), "--alone"));
    }
  }

  @Test
  void aMissionThatIsGoneTakesItsRowsWithIt() throws Exception {
    record();
    try (SqliteStore store = SqliteStore.open(store())) {
      store.missions().delete(MISSION);
    }
    JsonNode tables = run("store", "reconcile", folder(), "--json").summary().path("tables");
    assertThat(tables.path("missions").path("missing").asInt()).isEqualTo(1);
    assertThat(tables.path("tool_calls").path("missing").asInt()).isEqualTo(63);
    assertThat(tables.path("tool_calls").path("same").asInt()).isEqualTo(3);
  }

  @Test
  void whatWasArchivedIsNotMissingAndStaysArchived() {
    record();
    sql(
        "INSERT INTO missions_archive (mission_uuid, phase, status, created_at, archived)"
            + " SELECT mission_uuid, phase, status, created_at, 1 FROM missions WHERE id <= 2");
    sql("UPDATE missions SET archived = 1 WHERE id = 2");
    sql("PRAGMA foreign_keys=ON; DELETE FROM missions WHERE id = 1");
    CommandRun outcome = run("store", "reconcile", folder());
    assertSame(outcome);
    assertThat(outcome.out()).containsPattern("missions .*; 1 archived and deleted");
    assertThat(run("store", "rebuild", folder()).code()).isZero();
    assertThat(query("SELECT count(*) FROM missions")).isEqualTo("3");
    assertThat(query("SELECT sum(archived) FROM missions")).isEqualTo("1");
    assertThat(query("SELECT count(*) FROM missions_archive")).isEqualTo("2");
    assertThat(run("store", "reconcile", folder()).out()).isEqualTo(outcome.out());
  }

  @Test
  void aPositionThatTheLedgerDoesNotHaveIsFound() {
    record();
    sql("UPDATE projection SET applied_seq = applied_seq + 1000");
    CommandRun beyond = run("store", "reconcile", folder());
    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.out()).contains("The store says that it has applied seq");
    sql("DELETE FROM projection");
    CommandRun none = run("store", "reconcile", folder());
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("does not say how far").contains("66 as the ledger says");
  }

  @Test
  void rowsOfOtherAgentsAreTheirs() throws Exception {
    Instant before = Instant.now().minus(Duration.ofDays(1));
    try (SqliteStore store = SqliteStore.open(store())) {
      // Planned by another agent, and then worked on under audit.
      store
          .missions()
          .create(
              NewMission.of(MISSION, MissionPhase.CODING, MissionStatus.PENDING, before)
                  .owner("p"));
      store
          .missions()
          .create(NewMission.of("theirs", MissionPhase.CODING, MissionStatus.PENDING, before));
    }
    record();
    sql(
        "INSERT INTO tool_calls (mission_id, tool_name, args, timestamp, success)"
            + " VALUES (1, 'x', '{}', '2026-01-01T00:00:00Z', 1),"
            + " (2, 'x', '{}', '2026-01-01T00:00:00Z', 1)");
    sql("INSERT INTO tasks (id, description, created_at) VALUES ('t1', 'x', '2026-01-01')");
    CommandRun outcome = run("store", "reconcile", folder());
    assertSame(outcome);
    assertThat(outcome.out())
        .containsPattern("missions .*; 2 of other agents")
        .containsPattern("tasks .*; 1 of other agents")
        .containsPattern("tool_calls .*; 2 of other agents");
    JsonNode alone = run("store", "reconcile", folder(), "--alone", "--json").summary();
    assertThat(alone.path("tables").path("missions").path("added").asInt()).isEqualTo(1);
    assertThat(alone.path("tables").path("missions").path("changed").asInt()).isEqualTo(1);
    assertThat(alone.path("tables").path("tasks").path("added").asInt()).isEqualTo(1);
    assertThat(alone.path("tables").path("tool_calls").path("added").asInt()).isEqualTo(2);

    CommandRun rebuilt = run("store", "rebuild", folder(), "--json");
    assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
    JsonNode carried = rebuilt.summary().path("carried_over");
    assertThat(carried.path("missions").asInt()).isEqualTo(2);
    assertThat(carried.path("tool_calls").asInt()).isEqualTo(2);
    assertThat(carried.path("tasks").asInt()).isEqualTo(1);
    assertThat(query("SELECT owner FROM missions WHERE mission_uuid = '" + MISSION + "'"))
        .isEqualTo("p");
    assertThat(run("store", "reconcile", folder()).out()).isEqualTo(outcome.out());

    CommandRun discarded = run("store", "rebuild", folder(), "--discard-others");
    assertThat(discarded.code()).as(discarded.err()).isZero();
    assertThat(discarded.out()).contains("left behind: 2 rows of tool_calls");
    assertSame(run("store", "reconcile", folder(), "--alone"));
  }

  @Test
  void amongManyRowsAnEditedADeletedAndAnInventedOneAreFound() throws Exception {
    recordDirectly(100_000);
    CommandRun rebuilt = run("store", "rebuild", folder());
    assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
    assertThat(query("SELECT count(*) FROM tool_calls")).isEqualTo("100000");
    assertSame(run("store", "reconcile", folder()));
    sql("UPDATE tool_calls SET result = '\"paid\"' WHERE id = 31337");
    sql("DELETE FROM tool_calls WHERE id = 65000");
    sql(
        "INSERT INTO tool_calls (mission_id, tool_name, args, result, timestamp, success)"
            + " SELECT mission_id, tool_name, args, result, timestamp, success FROM tool_calls"
            + " WHERE id = 90000");
    CommandRun outcome = run("store", "reconcile", folder(), "--json");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(4);
    assertThat(outcome.lines().subList(0, 3))
        .extracting(line -> line.path("difference").asText())
        .containsExactlyInAnyOrder("changed", "missing", "added");
    JsonNode counts = outcome.summary().path("tables").path("tool_calls");
    assertThat(counts.path("same").asInt()).isEqualTo(99_998);
    for (JsonNode line : outcome.lines().subList(0, 3)) {
      if (line.path("difference").asText().equals("changed")) {
        assertThat(line.path("row").asText()).isEqualTo("31337");
        assertThat(line.path("columns").get(0).path("store").asText()).isEqualTo("\"paid\"");
      }
    }
  }

  /** As the recorder writes them, without a projection. */
  private void recordDirectly(int calls) {
    EventType start = EventType.of("tool_start");
    EventType completed = EventType.of("tool_completed");
    try (Ledger ledger = ChronicleLedger.open(folder(), LedgerSettings.defaults())) {
      for (int i = 0; i < calls; i++) {
        String call = "\"task_id\":\"call-" + i + "\",\"mission\":\"mission-" + i % 10 + "\"";
        append(
            ledger,
            start,
            "{" + call + ",\"data\":{\"name\":\"search\",\"payload\":{\"query\":" + i + "}}}");
        append(
            ledger,
            completed,
            "{" + call + ",\"data\":{\"name\":\"search\",\"duration_ns\":1,\"result\":" + i + "}}");
      }
    }
  }

  private static void append(Ledger ledger, EventType type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(1, 2, type, bytes, 0, bytes.length);
  }

  @Test
  void aPrunedLedgerIsComparedAndRebuiltFromWhereItBegins() throws Exception {
    AtomicLong now =
        new AtomicLong(Instant.parse("2026-01-05T12:00:00Z").getEpochSecond() * 1_000_000_000L);
    LedgerSettings settings =
        LedgerSettings.defaults().withClock(now::get).withSealing(Sealing.DEFAULT);
    try (Ledger ledger = ChronicleLedger.open(folder(), settings)) {
      for (int day = 0; day < 3; day++) {
        for (int i = 0; i < 10; i++) {
          now.addAndGet(1_000_000);
          String mission = i % 2 == 0 ? "" : ",\"mission\":\"m\"";
          String task = "{\"task_id\":\"t" + day + i + "\"" + mission + ",\"data\":{\"name\":\"n\"";
          append(ledger, EventType.of("task_start"), task + "}}");
          append(
              ledger,
              EventType.of("tool_start"),
              "{\"task_id\":\"c"
                  + day
                  + i
                  + "\",\"parent_id\":\"t"
                  + day
                  + i
                  + "\""
                  + mission
                  + ",\"data\":{\"name\":\"n\",\"payload\":{\"i\":"
                  + i
                  + "}}}");
          if (i < 8) {
            append(
                ledger,
                EventType.of("tool_completed"),
                "{\"task_id\":\"c"
                    + day
                    + i
                    + "\""
                    + mission
                    + ",\"data\":{\"name\":\"n\",\"duration_ns\":1,\"result\":"
                    + i
                    + "}}");
            append(ledger, EventType.of("task_completed"), task + ",\"result\":1}}");
          }
        }
        now.addAndGet(Duration.ofDays(1).toNanos());
        if (day < 2) {
          // What began yesterday ends today.
          for (int i = 8; i < 10; i++) {
            String mission = i % 2 == 0 ? "" : ",\"mission\":\"m\"";
            append(
                ledger,
                EventType.of("tool_completed"),
                "{\"task_id\":\"c"
                    + day
                    + i
                    + "\""
                    + mission
                    + ",\"data\":{\"name\":\"n\",\"duration_ns\":1,\"result\":"
                    + i
                    + "}}");
            append(
                ledger,
                EventType.of("task_start"),
                "{\"task_id\":\"late"
                    + day
                    + i
                    + "\",\"parent_id\":\"t"
                    + day
                    + i
                    + "\""
                    + mission
                    + ",\"data\":{\"name\":\"late\"}}");
          }
        }
      }
    }
    assertThat(run("store", "rebuild", folder()).code()).isZero();
    assertSame(run("store", "reconcile", folder(), "--alone"));
    String calls = query("SELECT group_concat(args || result || timestamp) FROM tool_calls");
    String tasks =
        query("SELECT group_concat(id || coalesce(parent_id, '-') || status) FROM tasks");
    CommandRun pruned = run("prune", folder(), "--before", "2026-01-07T00:00:00Z");
    assertThat(pruned.code()).as(pruned.out() + pruned.err()).isZero();
    CommandRun outcome = run("store", "reconcile", folder());
    assertSame(outcome);
    assertThat(outcome.out())
        .contains("it was pruned")
        .contains("before what the ledger still has");
    sql("UPDATE tool_calls SET result = '77' WHERE id = 28");
    assertThat(run("store", "reconcile", folder()).code()).isEqualTo(1);
    CommandRun rebuilt = run("store", "rebuild", folder());
    assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
    assertThat(rebuilt.out()).contains("what was before cannot be made anew");
    assertSame(run("store", "reconcile", folder()));
    assertThat(
            query(
                "SELECT group_concat(args || result || timestamp) FROM"
                    + " (SELECT * FROM tool_calls ORDER BY timestamp, result)"))
        .hasSameSizeAs(calls);
    assertThat(query("SELECT count(*) FROM tool_calls WHERE result = '77'")).isEqualTo("0");
    assertThat(query("SELECT group_concat(id || coalesce(parent_id, '-') || status) FROM tasks"))
        .hasSameSizeAs(tasks);
    CommandRun alone = run("store", "rebuild", folder(), "--discard-others");
    assertThat(alone.code()).as(alone.err()).isZero();
    assertThat(alone.out()).contains("left behind: ");
  }

  @Test
  void nothingIsRebuiltUnderALiveWriterOrAnOpenStore() {
    record();
    try (RecordingSession session = open()) {
      session.recorder().decision("d", null, Map.of());
      CommandRun live = run("store", "rebuild", folder());
      assertThat(live.code()).isEqualTo(2);
      assertThat(live.err()).contains("a live process writes to this ledger");
    }
    try (SqliteStore store = SqliteStore.open(store())) {
      CommandRun inUse = run("store", "rebuild", folder());
      assertThat(inUse.code()).isEqualTo(2);
      assertThat(inUse.err()).contains("The store is open elsewhere");
      assertThat(store.missions().newest(1)).hasSize(1);
    }
    assertSame(run("store", "reconcile", folder()));
  }

  @Test
  void aStoreThatIsNoneIsRebuiltWhenToldToDiscardIt() throws Exception {
    record();
    Files.writeString(store(), "overwritten by somebody, and long enough to look like something");
    CommandRun refused = run("store", "rebuild", folder());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(run("store", "reconcile", folder()).code()).isEqualTo(2);
    CommandRun rebuilt = run("store", "rebuild", folder(), "--discard-others");
    assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
    assertThat(rebuilt.out()).contains("the old store is kept as");
    assertSame(run("store", "reconcile", folder(), "--alone"));
    try (RecordingSession session = open()) {
      work(session.recorder(), new Random(2));
    }
    assertThat(errors.count()).isZero();
    assertSame(run("store", "reconcile", folder(), "--alone"));
  }

  @Test
  void mistakesAreOneClearLineAndEndWithTwo() throws Exception {
    record();
    Files.delete(store());
    CommandRun none = run("store", "reconcile", folder());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).startsWith("tachograph: ").contains(store().toString());
    CommandRun nowhere = run("store", "rebuild", dir.resolve("nowhere"));
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("no such file or folder");
    assertThat(run("store", "reconcile", "--help").out()).contains("--alone");
    assertThat(run("store", "rebuild", "--help").out()).contains("--discard-others");
  }
}
