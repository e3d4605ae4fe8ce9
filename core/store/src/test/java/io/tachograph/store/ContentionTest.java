package io.tachograph.store;

import static io.tachograph.store.Fixtures.mission;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of sixteen threads each on one store, and this one that opens and closes it
 * meanwhile. For how long says {@code -Dtachograph.store.seconds}, 3 by default; a few steps of
 * each thread at least.
 */
class ContentionTest {
  private static final int SECONDS = Integer.getInteger("tachograph.store.seconds", 3);
  private static final int PROCESSES = 2;

  @TempDir Path folder;
  private long longestLogBytes;
  private long lastLogBytes;
  private int logEmptied;

  @Test
  void nothing_is_lost_and_nobody_is_told_that_the_store_is_busy() throws Exception {
    Path file = folder.resolve("s.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.missions().create(mission(ContendingMain.SHARED));
    }
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(file, "p" + i));
      }
      long opened = openAndCloseWhileAnyLives(file, processes);
      Map<String, Long> sums = new TreeMap<>();
      for (Process process : processes) {
        try (BufferedReader printed = process.inputReader()) {
          printed
              .lines()
              .map(line -> line.split("=", -1))
              .forEach(
                  pair ->
                      sums.merge(
                          pair[0],
                          Long.parseLong(pair[1]),
                          pair[0].equals(ContendingMain.SLOWEST) ? Math::max : Long::sum));
        }
        assertThat(process.waitFor()).as("exit of a process, see its stack trace").isZero();
      }
      System.out.println(
          "ContentionTest seconds="
              + SECONDS
              + " opened_here="
              + opened
              + " longest_log_bytes="
              + longestLogBytes
              + " log_emptied="
              + logEmptied
              + " "
              + sums);
      assertHeld(file, sums);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private long openAndCloseWhileAnyLives(Path file, List<Process> processes) {
    Path log = Path.of(file + "-wal");
    long opened = 0;
    long calls = 0;
    while (processes.stream().anyMatch(Process::isAlive)) {
      try (SqliteStore store =
          opened % 2 == 0 ? SqliteStore.openReadOnly(file) : SqliteStore.open(file)) {
        List<ToolCall> newest = store.toolCalls().newest(1);
        long id = newest.isEmpty() ? 0 : newest.get(0).id();
        assertThat(id).isGreaterThanOrEqualTo(calls);
        calls = id;
      }
      long logBytes = log.toFile().length();
      logEmptied += logBytes < lastLogBytes ? 1 : 0;
      lastLogBytes = logBytes;
      longestLogBytes = Math.max(longestLogBytes, logBytes);
      opened++;
    }
    return opened;
  }

  private static void assertHeld(Path file, Map<String, Long> committed) {
    assertThat(committed.keySet()).contains("calls", "cost", "remembered", "tasks", "reads");
    assertThat(count(file, "tool_calls")).isEqualTo(committed.getOrDefault("calls", 0L));
    assertThat(count(file, "decisions")).isEqualTo(committed.getOrDefault("decisions", 0L));
    assertThat(count(file, "tasks")).isEqualTo(committed.getOrDefault("tasks", 0L));
    assertThat(count(file, "missions")).isEqualTo(1 + committed.getOrDefault("missions", 0L));
    assertThat(Schemas.column(file, "SELECT sum(value) FROM agent_memory"))
        .containsExactly(Long.toString(committed.getOrDefault("remembered", 0L)));
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertThat(store.missions().get(ContendingMain.SHARED).currentCostUsd())
          .isEqualTo(committed.getOrDefault("cost", 0L).doubleValue());
    }
    assertThat(Schemas.column(file, "PRAGMA integrity_check")).containsExactly("ok");
    assertThat(Schemas.rows(file, "PRAGMA foreign_key_check")).isEmpty();
  }

  private static long count(Path file, String table) {
    return Long.parseLong(Schemas.column(file, "SELECT count(*) FROM " + table).get(0));
  }

  private static Process start(Path file, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-XX:TieredStopAtLevel=1",
            ContendingMain.class.getName(),
            file.toString(),
            name,
            Integer.toString(SECONDS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
