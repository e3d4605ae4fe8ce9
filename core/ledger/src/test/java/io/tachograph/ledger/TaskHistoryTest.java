package io.tachograph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tachograph.format.Entry;
import io.tachograph.format.Hash;
import io.tachograph.format.LeafHasher;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger as a library: tasks and governance events, written and asked for. */
class TaskHistoryTest {
  @TempDir Path temp;

  private static Entry entry(Ledger ledger, long seq) {
    try (LedgerCursor cursor = ledger.read(seq)) {
      return cursor.next();
    }
  }

  @Test
  void aTaskIsWrittenAsTheAgentWritesIt() {
    try (Ledger ledger = new InMemoryLedger(LedgerSettings.defaults())) {
      Task task =
          Task.of("triage")
              .withAgent("sre")
              .withParent("p1")
              .withMission("m1")
              .withPayload(Map.of("tags", Arrays.asList("a\"b", 7, 2.5, true, null)));
      long start = ledger.recordStart(task);
      long end =
          ledger.recordCompletion(
              task.withResult(Map.of("severity", "high")).withDuration(Duration.ofMillis(3)));
      String head =
          "{\"task_id\":\""
              + task.id()
              + "\",\"parent_id\":\"p1\",\"agent_id\":\"sre\",\"mission\":\"m1\","
              + "\"data\":{\"name\":\"triage\",";
      assertThat(entry(ledger, start).type()).isEqualTo("task_start");
      assertThat(entry(ledger, start).id()).isEqualTo(UUID.fromString(task.id()));
      assertThat(entry(ledger, start).bodyText())
          .isEqualTo(head + "\"payload\":{\"tags\":[\"a\\\"b\",7,2.5,true,null]}}}");
      assertThat(entry(ledger, end).type()).isEqualTo("task_completed");
      assertThat(entry(ledger, end).bodyText())
          .isEqualTo(head + "\"duration_ns\":3000000,\"result\":{\"severity\":\"high\"}}}");
      long failed = ledger.recordFailure(Task.of("t-2", "other").withError("no disk"));
      assertThat(entry(ledger, failed).bodyText())
          .isEqualTo(
              "{\"task_id\":\"t-2\",\"data\":{\"name\":\"other\",\"error\":{\"message\":\"no disk\"}}}");
    }
  }

  @Test
  void governanceEventsAreWrittenButNoneThatMeansSomethingElse() {
    try (Ledger ledger = new InMemoryLedger(LedgerSettings.defaults())) {
      long seq = ledger.recordEvent("policy.checked", "gate", Map.of("ok", true));
      assertThat(entry(ledger, seq).type()).isEqualTo("policy.checked");
      assertThat(entry(ledger, seq).bodyText())
          .isEqualTo("{\"agent_id\":\"gate\",\"data\":{\"ok\":true}}");
      long head = ledger.head().seq();
      for (String type : List.of("key_rotated", "task_start", "experience", "gap", "Not A Type")) {
        assertThatThrownBy(() -> ledger.recordEvent(type, null, Map.of()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("type=" + type);
      }
      assertThat(ledger.head().seq()).isEqualTo(head);
      assertThat(ledger.topHash()).isEqualTo(ledger.head().hash());
    }
  }

  @Test
  void tasksAreFoundInAFileOfManyEntries() {
    try (Ledger ledger = ChronicleLedger.open(temp, LedgerSettings.defaults())) {
      ledger.recordStart(Task.of("first", "a").withAgent("one"));
      ledger.recordFailure(Task.of("first", "a").withAgent("one").withError("no"));
      ledger.recordStart(Task.of("open", "b").withAgent("two"));
      for (int i = 0; i < 5_000; i++) {
        ledger.recordEvent("noise", null, Map.of());
      }
      ledger.recordStart(Task.of("last", "c").withAgent("one"));
      ledger.recordCompletion(Task.of("last", "c").withAgent("one"));
      ledger.recordCompletion(Task.of("imported", "d"));

      assertThat(ledger.getTask("first"))
          .hasValueSatisfying(
              event -> {
                assertThat(event.status()).isEqualTo(TaskStatus.FAILED);
                assertThat(event.name()).isEqualTo("a");
                assertThat(event.agentId()).isEqualTo("one");
              });
      assertThat(ledger.getTask("open").map(TaskEvent::status)).hasValue(TaskStatus.STARTED);
      assertThat(ledger.getTask("nobody")).isEmpty();
      assertThat(ledger.history(3, null, null))
          .extracting(TaskEvent::taskId, TaskEvent::status)
          .containsExactly(
              tuple("imported", TaskStatus.COMPLETED),
              tuple("last", TaskStatus.COMPLETED),
              tuple("last", TaskStatus.STARTED));
      assertThat(ledger.history(10, null, "one")).hasSize(4);
      assertThat(ledger.history(10, TaskStatus.STARTED, "one"))
          .extracting(TaskEvent::taskId)
          .containsExactly("last", "first");
      assertThatThrownBy(() -> ledger.history(0, null, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("limit=0");
      assertThat(ledger.statistics())
          .isEqualTo(new TaskStatistics(4, 2, 1, 1, Map.of("one", 2L, "two", 1L)));
      assertThat(ledger.verifyChainIntegrity())
          .isEqualTo(new ChainIntegrity(ledger.head().seq() + 1, null));
    }
  }

  @Test
  void anEntryThatWasChangedBreaksTheChain() throws Exception {
    assertThat(changed("hash", false).finding()).contains("seq=3");
    assertThat(changed("link", true).finding())
        .isEqualTo("this one does not hold the hash of the entry before: seq=4");
  }

  /** What is found after the entry of seq 3 was changed, with or without the hash beside it. */
  private ChainIntegrity changed(String name, boolean hashToo) throws Exception {
    Path folder = temp.resolve(name);
    Entry before;
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      ledger.recordEvent("noise", null, Map.of());
      before = entry(ledger, ledger.recordEvent("policy.checked", "amy", Map.of("ok", true)));
      ledger.recordEvent("noise", null, Map.of());
      assertThat(before.seq()).isEqualTo(3);
    }
    byte[] bytes = before.toBytes();
    byte[] other = bytes.clone();
    other[other.length - 3] = '!';
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] start = new byte[1 << 20];
      raw.readFully(start);
      int at = 0;
      while (!Arrays.equals(start, at, at + bytes.length, bytes, 0, bytes.length)) {
        at++;
      }
      raw.seek(at);
      raw.write(other);
      if (hashToo) {
        raw.seek(at - Hash.LENGTH);
        raw.write(new LeafHasher().hash(other, 0, other.length).toBytes());
      }
    }
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      ChainIntegrity found = ledger.verifyChainIntegrity();
      assertThat(found.isIntact()).isFalse();
      return found;
    }
  }
}
