package io.tachograph.bench;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A ledger of tasks with ten tool calls each, and its projection into a store. For one thread. */
final class RecordedLedger {
  /** How many events it has, beside those of the ledger's own. */
  static final int EVENTS = 220_000;

  private static final int CALLS_A_TASK = 10;
  private static final int EVENTS_A_TASK = 2 + 2 * CALLS_A_TASK;
  private static final int MISSIONS = 10;
  private static final String SERVICE = "bench";
  private static final long POLL_MS = 10;

  private final Path dir = Files.createTempDirectory("projection");
  private final Path store = dir.resolve(SERVICE).resolve(RecordingSession.STORE_FILE);
  private final SwallowedErrors errors = new SwallowedErrors();

  RecordedLedger() throws IOException {
    try (Ledger ledger = ChronicleLedger.open(dir.resolve(SERVICE), LedgerSettings.defaults())) {
      for (int task = 0; task < EVENTS / EVENTS_A_TASK; task++) {
        append(ledger, task);
      }
    }
  }

  private static void append(Ledger ledger, int task) {
    String mission = ",\"mission\":\"mission-" + task % MISSIONS + "\"";
    String ofTask =
        "{\"task_id\":\"task-" + task + "\"" + mission + ",\"data\":{\"name\":\"triage\"";
    append(ledger, "task_start", ofTask + ",\"payload\":{}}}");
    for (int call = 0; call < CALLS_A_TASK; call++) {
      String ofCall =
          "{\"task_id\":\"call-"
              + task
              + "-"
              + call
              + "\",\"parent_id\":\"task-"
              + task
              + "\",\"agent_id\":\"sre\""
              + mission
              + ",\"data\":{\"name\":\"search\"";
      append(
          ledger,
          "tool_start",
          ofCall + ",\"payload\":{\"query\":\"what happened to order " + call + "\"}}}");
      append(
          ledger,
          "tool_completed",
          ofCall + ",\"duration_ns\":1234567,\"result\":{\"text\":\"" + "x".repeat(100) + "\"}}}");
    }
    append(ledger, "task_completed", ofTask + ",\"duration_ns\":5,\"result\":\"done\"}}");
  }

  private static void append(Ledger ledger, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(1, 2, EventType.of(type), bytes, 0, bytes.length);
  }

  /** Takes the store away. */
  void deleteStore() throws IOException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(store.resolveSibling(store.getFileName() + suffix));
    }
  }

  /** Makes the store as a process that starts on the ledger does; the seq that it comes to. */
  long project() throws IOException, InterruptedException {
    RecordingOptions options = RecordingOptions.of(dir, SERVICE);
    try (RecordingSession session =
        RecordingSession.open(options, new HostProcess("bench", "bench"), errors)) {
      String id = session.ledgerId().toString();
      long applied = applied(id);
      while (applied < EVENTS) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
        applied = applied(id);
      }
      if (errors.count() > 0) {
        throw new IOException("errors were swallowed: count=" + errors.count());
      }
      return applied;
    }
  }

  private long applied(String id) {
    try (SqliteStore open = SqliteStore.openReadOnly(store)) {
      return open.appliedSeq(id).orElse(-1);
    } catch (StoreException e) {
      // The projection has not made it yet.
      return -1;
    }
  }

  /** Deletes all. */
  void delete() throws IOException {
    Folders.delete(dir);
  }
}
