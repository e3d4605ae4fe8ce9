package io.tachograph.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.dist.Product.Event;
import io.tachograph.store.SqliteStore;
import io.tachograph.verifier.LedgerReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} loses nothing that was returned, and nothing needs repair afterwards. */
class CrashIT {
  private static final int ROUNDS = 50;
  private static final int MAX_LINES_BEFORE_KILL = 400;
  private static final int UUID_CHARS = 36;

  @TempDir Path temp;

  @Test
  void aKilledHostLosesNothingThatItPrintedAndTheNextGoesOn() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Host host = Host.compile(temp, "Crash").arguments(String.valueOf(seed));
    Set<String> printed = new HashSet<>();
    long entries = 0;
    for (int round = 0; round < ROUNDS; round++) {
      printed.addAll(runAndKill(host, random));
      LedgerReport report = Product.verify(host.ledger());
      assertThat(report.findings()).as("seed=%d round=%d", seed, round).isEmpty();
      assertThat(report.entries()).as("seed=%d round=%d", seed, round).isGreaterThan(entries);
      entries = report.entries();
    }
    List<Event> events = Product.events(host.ledger());
    assertThat(idsOf(events, "tool_start")).as("seed=%d", seed).containsAll(printed);
    assertThat(idsOf(events, "tool_completed")).as("seed=%d", seed).containsAll(printed);
    assertThat(events).filteredOn(e -> e.type().equals("ledger_opened")).hasSize(ROUNDS);

    Host.compile(temp, "Agentic").arguments("return").runAudited(Jdk.current(), "service=Crash");
    storeAgrees(host.ledger(), seed);
  }

  /** Lets the host print some ids, kills it, and returns all whole lines that it printed. */
  private static Set<String> runAndKill(Host host, Random random) throws Exception {
    Process process = host.startAudited(Jdk.current());
    Set<String> printed = new HashSet<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int lines = 1 + random.nextInt(MAX_LINES_BEFORE_KILL);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == UUID_CHARS) {
          printed.add(line);
        }
        if (printed.size() == lines) {
          // Not Process.destroyForcibly, which closes the pipe and so drops what was printed.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    return printed;
  }

  private static List<String> idsOf(List<Event> events, String type) {
    return events.stream().filter(e -> e.type().equals(type)).map(Event::taskId).toList();
  }

  /** After one more start the store has come to the end and holds what the ledger holds. */
  private static void storeAgrees(Path ledger, long seed) throws IOException {
    LedgerReport report = Product.verify(ledger);
    assertThat(report.findings()).as("seed=%d", seed).isEmpty();
    List<Event> events = Product.events(ledger);
    List<String> expected = new ArrayList<>();
    for (Event event : events) {
      if (event.type().equals("tool_completed") || event.type().equals("tool_failed")) {
        expected.add(
            event.data().path("name").asText()
                + event.type().equals("tool_completed")
                + event.data().path("duration_ns").asLong() / 1_000_000);
      }
    }
    try (SqliteStore store = SqliteStore.openReadOnly(ledger.resolve("store.db"))) {
      assertThat(store.appliedSeq(String.valueOf(report.ledgerId())))
          .as("seed=%d", seed)
          .hasValue(report.entries() - 1);
      List<String> found =
          store.toolCalls().newest(expected.size() + 1).stream()
              .map(call -> call.toolName() + call.success() + call.durationMs())
              .toList();
      assertThat(found).as("seed=%d", seed).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(store.tasks().newest(10)).hasSize(1);
    }
  }
}
