package io.tachograph.store;

import static io.tachograph.store.Fixtures.after;
import static io.tachograph.store.Fixtures.call;
import static io.tachograph.store.Fixtures.filesIn;
import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several JVMs on one store. */
class ProcessesTest {
  private static final int BATCH = 10;

  @TempDir Path folder;

  /** Writes batches, and prints the number of each after it is committed, until it is killed. */
  static final class WritingMain {
    private WritingMain() {}

    public static void main(String[] args) {
      // Never closed: what is tested is a process that lives or is killed.
      SqliteStore store = SqliteStore.open(Path.of(args[0]));
      long id =
          store
              .missions()
              .ensure("m", MissionPhase.CODING, MissionStatus.PENDING, after(0), null, null);
      for (long seq = store.appliedSeq("ledger").orElse(-1) + 1; ; seq++) {
        long applied = seq;
        store.apply(
            writer -> {
              for (int i = 0; i < BATCH; i++) {
                writer.toolCalls().insert(call(id, "t" + i, after(applied)));
              }
              writer.projection().setAppliedSeq("ledger", applied);
            });
        System.out.println(seq);
      }
    }
  }

  @Test
  void a_store_that_another_process_writes_is_read_whole() throws Exception {
    Path file = folder.resolve("s.db");
    Process process = start(file);
    try (BufferedReader printed = process.inputReader()) {
      printed.readLine();
      try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
        List<Path> files = filesIn(folder);
        int before = 0;
        for (int i = 0; i < 50; i++) {
          long printedSeq = Long.parseLong(printed.readLine());
          int calls = reading.toolCalls().newest(Integer.MAX_VALUE).size();
          assertThat(calls % BATCH).isZero();
          assertThat(calls).isGreaterThan(before);
          assertThat((long) calls).isGreaterThanOrEqualTo((printedSeq + 1) * BATCH);
          before = calls / 2;
        }
        assertThat(filesIn(folder)).isEqualTo(files);
      }
    } finally {
      kill(process);
    }
  }

  @Test
  void a_killed_process_loses_nothing_it_committed_and_leaves_no_half() throws Exception {
    Path file = folder.resolve("s.db");
    long last = -1;
    for (int round = 0; round < 4; round++) {
      Process process = start(file);
      try (BufferedReader printed = process.inputReader()) {
        for (int i = 0; i <= 3 * round; i++) {
          last = Long.parseLong(printed.readLine());
        }
        kill(process);
        // What the pipe still holds was printed too; a line may be cut.
        List<String> rest = printed.lines().toList();
        if (rest.size() > 1) {
          last = Long.parseLong(rest.get(rest.size() - 2));
        }
      }
      try (SqliteStore reading = SqliteStore.openReadOnly(file)) {
        assertApplied(reading, last);
      }
      try (SqliteStore writing = SqliteStore.open(file)) {
        assertApplied(writing, last);
        writing.missions().create(mission("after" + round));
      }
    }
  }

  static void assertApplied(SqliteStore store, long printed) {
    long applied = store.appliedSeq("ledger").orElseThrow();
    assertThat(applied).isGreaterThanOrEqualTo(printed);
    assertThat((long) store.toolCalls().newest(Integer.MAX_VALUE).size())
        .isEqualTo((applied + 1) * BATCH);
  }

  /** By its handle: {@link Process#destroyForcibly} throws away what it printed. */
  static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            WritingMain.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
