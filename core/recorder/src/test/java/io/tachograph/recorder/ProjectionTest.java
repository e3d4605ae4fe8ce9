package io.tachograph.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.api.MissionScope;
import io.tachograph.store.Mission;
import io.tachograph.store.MissionPhase;
import io.tachograph.store.MissionStatus;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import io.tachograph.store.Task;
import io.tachograph.store.TaskStatus;
import io.tachograph.store.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionTest {
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
  private static final String MISSION = "11111111-1111-4111-8111-111111111111";

  @TempDir Path dir;
  private final SwallowedErrors errors = new SwallowedErrors();

  @AfterEach
  void noErrorWasSwallowedUnseen() throws Exception {
    Path log = dir.resolve("svc").resolve(SwallowedErrors.FILE_NAME);
    assertThat(errors.count()).as(Files.exists(log) ? Files.readString(log) : "").isZero();
  }

  private RecordingSession open() {
    return RecordingSession.open(
        RecordingOptions.of(dir, "svc"), new HostProcess("com.acme.Main", "test"), errors);
  }

  private SqliteStore store() {
    return SqliteStore.openReadOnly(dir.resolve("svc").resolve(RecordingSession.STORE_FILE));
  }

  private static void tool(Recorder recorder, String query, Object result, Throwable thrown) {
    Call call = recorder.start(TOOL, new Object[] {query});
    recorder.end(call, result, thrown);
  }

  @Test
  void callsBecomeTasksToolCallsDecisionsAndMissions() {
    try (RecordingSession session = open()) {
      Recorder recorder = session.recorder();
      try (MissionScope scope = recorder.mission(MISSION)) {
        recorder.record("mission_created", Map.of("phase", "TESTING", "owner", "ops"));
        Call outer = recorder.start(TASK, new Object[0]);
        tool(recorder, "a", List.of(1), null);
        Call inner = recorder.start(TASK, new Object[0]);
        tool(recorder, "b", null, new IllegalStateException("no index"));
        recorder.end(inner, null, new IllegalStateException("inner"));
        recorder.decision("severity", "because", Map.of("n", 1));
        recorder.end(outer, "report", null);
        recorder.record("mission_completed", Map.of());
      }
      tool(recorder, "outside", "x", null);
    }
    try (SqliteStore store = store()) {
      Mission mission = store.missions().get(MISSION);
      assertThat(mission.phase()).isEqualTo(MissionPhase.TESTING);
      assertThat(mission.status()).isEqualTo(MissionStatus.COMPLETED);
      assertThat(mission.owner()).isEqualTo("ops");
      List<ToolCall> calls = store.toolCalls().ofMission(mission.id(), 10);
      assertThat(calls).hasSize(2);
      ToolCall failed = calls.stream().filter(call -> !call.success()).findFirst().orElseThrow();
      assertThat(failed.args().toString()).isEqualTo("{\"query\":\"b\"}");
      assertThat(failed.errorMessage()).isEqualTo("java.lang.IllegalStateException: no index");
      assertThat(store.decisions().ofMission(mission.id(), 10))
          .singleElement()
          .satisfies(decision -> assertThat(decision.agentName()).isEqualTo("sre"));
      Mission run =
          store.missions().newest(10).stream()
              .filter(other -> !other.uuid().equals(MISSION))
              .findFirst()
              .orElseThrow();
      assertThat(run.status()).isEqualTo(MissionStatus.COMPLETED);
      assertThat(store.toolCalls().ofMission(run.id(), 10)).hasSize(1);
      List<Task> tasks = store.tasks().newest(10);
      Task outer = tasks.stream().filter(t -> t.parentId() == null).findFirst().orElseThrow();
      assertThat(outer.status()).isEqualTo(TaskStatus.COMPLETED);
      assertThat(outer.result()).isEqualTo("report");
      assertThat(store.tasks().children(outer.id()))
          .singleElement()
          .satisfies(task -> assertThat(task.status()).isEqualTo(TaskStatus.FAILED));
    }
  }

  @Test
  void callsOfWhichNothingIsKeptAreInTheStoreToo() {
    try (RecordingSession session = open()) {
      for (CaptureMode mode : CaptureMode.values()) {
        Call call = session.recorder().start(TOOL.withCapture(mode), new Object[] {"q"});
        session.recorder().end(call, "r", null);
      }
    }
    try (SqliteStore store = store()) {
      assertThat(store.toolCalls().newest(10))
          .extracting(call -> call.args() + " " + call.result())
          .containsExactlyInAnyOrder(
              "{} null",
              "{\"query\":{\"$type\":\"java.lang.String\"}} {\"$type\":\"java.lang.String\"}",
              "{\"query\":\"q\"} \"r\"");
    }
  }

  /** What the store says, without row ids and the times of the store itself. */
  private List<String> content() {
    try (SqliteStore store = store()) {
      return Stream.of(
              store.missions().newest(10_000).stream()
                  .map(m -> m.uuid() + m.phase() + m.status() + m.createdAt() + m.completedAt()),
              store.tasks().newest(100_000).stream().map(Task::toString),
              store.toolCalls().newest(100_000).stream()
                  .map(
                      c -> "" + c.toolName() + c.args() + c.result() + c.timestamp() + c.success()))
          .flatMap(lines -> lines)
          .sorted()
          .toList();
    }
  }

  @Test
  void aStoreRebuiltFromTheLedgerIsTheSame() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 3; run++) {
      try (RecordingSession session = open()) {
        work(session.recorder(), random, 300);
      }
    }
    List<String> before = content();
    assertThat(before).as("seed=%d", seed).hasSizeGreaterThan(500);
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(dir.resolve("svc").resolve(RecordingSession.STORE_FILE + suffix));
    }
    open().close();
    assertThat(content()).as("seed=%d", seed).isEqualTo(before);
  }

  @Test
  void goingOnInTheMiddleOfARunGivesWhatGoingThroughGives() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path early = dir.resolve("early.db");
    try (RecordingSession session = open()) {
      Call open = session.recorder().start(TASK, new Object[0]);
      work(session.recorder(), random, 100);
      copyStoreWhenSteady(early);
      work(session.recorder(), random, 100);
      session.recorder().end(open, "late", null);
    }
    List<String> through = content();
    Path store = dir.resolve("svc").resolve(RecordingSession.STORE_FILE);
    Files.deleteIfExists(Path.of(store + "-wal"));
    Files.deleteIfExists(Path.of(store + "-shm"));
    Files.copy(early, store, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(content()).as("seed=%d", seed).isNotEqualTo(through);
    open().close();
    assertThat(content()).as("seed=%d", seed).isEqualTo(through);
  }

  private List<String> contentSoFar() {
    try {
      return content();
    } catch (StoreException e) {
      // The projection has not made it yet, or is about to.
      assertThat(e.category())
          .isIn(
              StoreException.Category.NOT_FOUND,
              StoreException.Category.NOT_A_DATABASE,
              StoreException.Category.IO);
      return List.of();
    }
  }

  /** Takes a copy of the store as it is at some moment of a run, after the projection caught up. */
  private void copyStoreWhenSteady(Path target) throws Exception {
    Path source = dir.resolve("svc").resolve(RecordingSession.STORE_FILE);
    List<String> last = List.of();
    for (List<String> now = contentSoFar();
        now.isEmpty() || !now.equals(last);
        now = contentSoFar()) {
      last = now;
      Thread.sleep(300);
    }
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + source);
        var statement = connection.createStatement()) {
      statement.executeUpdate("VACUUM INTO '" + target + "'");
    }
  }

  private static void work(Recorder recorder, Random random, int steps) {
    for (int i = 0; i < steps; i++) {
      Call task = recorder.start(TASK, new Object[0]);
      try (MissionScope scope = recorder.mission("mission-" + random.nextInt(3))) {
        if (random.nextBoolean()) {
          tool(recorder, "q" + i, random.nextInt(), null);
        }
        if (random.nextInt(4) == 0) {
          tool(recorder, "f" + i, null, new IllegalStateException("failed"));
        }
      }
      if (random.nextInt(20) == 0) {
        recorder.end(task, null, new IllegalStateException("task"));
      } else {
        recorder.end(task, i, null);
      }
    }
  }
}
