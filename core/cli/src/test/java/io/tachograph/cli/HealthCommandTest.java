package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.EntryBatch;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HealthCommandTest {
  private static final byte[] BODY = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);
  private static final EventType TYPE = EventType.of("x");

  @TempDir Path dir;
  private Path folder;

  @BeforeEach
  void name() {
    folder = dir.resolve("orders");
  }

  private Ledger open() {
    return ChronicleLedger.open(folder, LedgerSettings.defaults().withSealing(Sealing.DEFAULT));
  }

  /** All but the first entry stay unsealed while the ledger is open. */
  private static Sealing seldom() {
    Duration hour = Duration.ofHours(1);
    return new Sealing(1_000_000, hour, hour, null, (what, error) -> {});
  }

  private static void append(Ledger ledger, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ledger.append(1, 2, EventType.of(type), bytes, 0, bytes.length);
  }

  private static CommandRun health(Object... arguments) {
    return CommandRun.run(
        Stream.concat(Stream.of("health", "--json"), Stream.of(arguments)).toArray());
  }

  /** All files, with their lengths and times. */
  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted().toList()) {
        all.append(file).append(' ').append(Files.size(file)).append(' ');
        all.append(Files.getLastModifiedTime(file)).append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void aClosedLedgerIsHealthyWhateverItsAgeAndNothingIsTouched() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, "x", "{\"data\":{}}");
      append(ledger, "gap", "{\"data\":{\"unrecorded\":7}}");
    }
    String before = files();
    CommandRun run = health(folder, "--max-age", "0s", "--max-unsealed", 0, "--min-free", 1);
    assertThat(run).extracting(CommandRun::code, CommandRun::err).containsExactly(0, "");
    JsonNode told = run.json();
    assertThat(told.path("healthy").asBoolean()).isTrue();
    assertThat(told.path("writer").asText()).isEqualTo("closed");
    assertThat(told.path("entries").asLong()).isEqualTo(5);
    assertThat(told.path("looked_at").asLong()).isEqualTo(5);
    assertThat(told.path("sealed").asLong()).isEqualTo(5);
    assertThat(told.path("last_entry").path("type").asText()).isEqualTo("ledger_closed");
    assertThat(told.path("last_entry").path("age_seconds").asDouble()).isNotNegative();
    assertThat(told.path("checkpoint_age_seconds").asDouble()).isNotNegative();
    assertThat(told.path("unrecorded").asLong()).isEqualTo(7);
    assertThat(told.path("store_lag").isNull()).isTrue();
    assertThat(files()).isEqualTo(before);
    assertThat(CommandRun.run("health", folder, "--min-free", 1).out())
        .startsWith(folder + "  healthy\n  writer closed, 5 entries, the last ");
  }

  @Test
  void whatThreadsStillRecordWhileTheJvmGoesDownDoesNotOpenIt() throws Exception {
    try (Ledger ledger = open()) {
      ledger.finish();
      append(ledger, "x", "{\"data\":{}}");
      append(ledger, "x", "{\"data\":{}}");
    }
    JsonNode told = health(folder, "--min-free=1").json();
    assertThat(told.path("writer").asText()).isEqualTo("closed");
    assertThat(told.path("problems")).isEmpty();
    try (Ledger again = open()) {
      append(again, "x", "{\"data\":{}}");
      assertThat(health(folder, "--min-free=1").json().path("writer").asText()).isEqualTo("alive");
    }
  }

  @Test
  void eachLimitIsOneToExceed() throws Exception {
    try (Ledger ledger =
        ChronicleLedger.open(folder, LedgerSettings.defaults().withSealing(seldom()))) {
      append(ledger, "gap", "{\"data\":{\"unrecorded\":7}}");
      for (List<String> limit :
          List.of(
              List.of("--min-free=1", "--max-unsealed=1"),
              List.of("--min-free=1", "--max-unrecorded=6"),
              List.of("--min-free=1", "--max-age=0s"),
              List.of("--min-free=1", "--max-lag=0"),
              List.of("--max-unsealed=3", "--min-free=900000T"))) {
        CommandRun run = health(folder, limit.get(0), limit.get(limit.size() - 1));
        assertThat(run.code()).as("%s %s", limit, run).isEqualTo(1);
        assertThat(run.json().path("problems")).as("%s", limit).hasSize(1);
      }
      CommandRun within =
          health(
              folder,
              "--min-free=1",
              "--max-unsealed=3",
              "--max-unrecorded=7",
              "--max-age=1d",
              "--live");
      assertThat(within.code()).as(within.out() + within.err()).isZero();
      assertThat(within.json().path("writer").asText()).isEqualTo("alive");
    }
  }

  @Test
  void onlyTheLastEntriesAreLookedAt() throws Exception {
    try (Ledger ledger = open()) {
      EntryBatch batch = new EntryBatch();
      for (int i = 0; i < 30_000; i++) {
        batch.add(1, i, TYPE, BODY, 0, BODY.length);
      }
      ledger.appendAll(batch);
    }
    JsonNode told = health(folder, "--min-free=1").json();
    assertThat(told.path("entries").asLong()).isEqualTo(30_003);
    assertThat(told.path("looked_at").asLong()).isEqualTo(10_000);
    assertThat(told.path("healthy").asBoolean()).isTrue();
  }

  @Test
  void aDamagedEndIsFound() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, "x", "{\"data\":{\"amount\":100}}");
    }
    EntryReader.Located last = last();
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("ledger").resolve(last.file()).toFile(), "rw")) {
      file.seek(last.offset() + 60);
      file.write('!');
    }
    CommandRun run = health(folder, "--min-free=1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().path("problems").get(0).asText())
        .startsWith("damaged, run verify on it: hash_mismatch seq=3 file=" + last.file());
  }

  private EntryReader.Located last() throws IOException {
    EntryReader.Located last = null;
    try (EntryReader reader = EntryReader.open(new LedgerFolder(folder))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        last = at;
      }
    }
    return last;
  }

  @Test
  void anEndThatWasCutOffIsFoundByTheCheckpoint() throws Exception {
    try (Ledger ledger = open()) {
      append(ledger, "x", "{\"data\":{}}");
    }
    EntryReader.Located last = last();
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("ledger").resolve(last.file()).toFile(), "rw")) {
      file.seek(last.offset());
      file.write(new byte[4]);
    }
    CommandRun run = health(folder, "--min-free=1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("truncated seq=3 file=checkpoints", "covers more entries than there are: size=4")
        .contains("its process is gone and did not close it");
  }

  @Test
  void theLogsErrorsOfTheLastRunAreCounted() throws Exception {
    open().close();
    Files.writeString(
        folder.resolve("agent.log"),
        """
        2026-11-01T08:00:00Z a run begins: version=1
        2026-11-01T08:00:01Z of the run before
        java.io.IOException: x
        	at A.b(A.java:1)
        2026-11-01T09:00:00Z a run begins: version=1
        2026-11-01T09:00:01Z metrics are served at http://127.0.0.1:1/metrics
        2026-11-01T09:00:02Z sealing the ledger, tried again
        java.io.IOException: y
        	at A.b(A.java:1)
        Caused by: java.io.IOException: z
        2026-11-01T10:00:00Z a run ends: appended=2
        """);
    JsonNode told = health(folder, "--min-free=1").json();
    assertThat(told.path("log_errors").asLong()).isEqualTo(1);
    assertThat(told.path("log_last_error").asText())
        .isEqualTo("2026-11-01T09:00:02Z sealing the ledger, tried again");
  }

  @Test
  void ofManyLedgersEachIsJudgedAndOldOnesMayBeLeftOut() throws Exception {
    open().close();
    Path old = dir.resolve("old");
    ToldLedger.tell(old);
    // Its last process did not close it: what a kill leaves.
    Path files = old.resolve("ledger");
    EntryReader.Located last;
    folder = old;
    last = last();
    try (RandomAccessFile file = new RandomAccessFile(files.resolve(last.file()).toFile(), "rw")) {
      file.seek(last.offset());
      file.write(new byte[4]);
    }
    CommandRun all = health(dir, "--min-free=1");
    assertThat(all.code()).isEqualTo(1);
    assertThat(all.lines())
        .extracting(line -> line.path("healthy").asBoolean())
        .containsExactly(false, true);
    assertThat(all.lines().get(0).path("writer").asText()).isEqualTo("gone");
    CommandRun recent = health(dir, "--min-free=1", "--recent=1d");
    assertThat(recent.code()).isZero();
    assertThat(recent.lines()).hasSize(1);
    CommandRun live = health(dir, "--min-free=1", "--recent=1d", "--live");
    assertThat(live.code()).isEqualTo(1);
    assertThat(live.err()).contains("no live process writes to a ledger here: path=" + dir);
  }

  @Test
  void whereThereIsNoLedgerIsSaid() {
    assertThat(health(dir.resolve("nowhere")))
        .extracting(CommandRun::code, CommandRun::err)
        .containsExactly(
            2, "tachograph: no such file or folder: path=" + dir.resolve("nowhere") + "\n");
    assertThat(health(dir).code()).isEqualTo(2);
    assertThat(health(dir, "--max-age=soon").code()).isEqualTo(2);
  }
}
