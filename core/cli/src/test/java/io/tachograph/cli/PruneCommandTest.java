package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class PruneCommandTest {
  private static final byte[] BODY = "{\"data\":{}}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  private Path folder;
  private UUID id;

  /** Three days, of 10 events and what the ledger adds. */
  private void record(String type) {
    folder = dir.resolve("svc");
    Instant noon = Instant.parse("2026-01-05T12:00:00Z");
    AtomicLong now = new AtomicLong(noon.getEpochSecond() * 1_000_000_000L);
    LedgerSettings settings =
        LedgerSettings.defaults().withClock(now::get).withSealing(Sealing.DEFAULT);
    try (Ledger ledger = ChronicleLedger.open(folder, settings)) {
      id = ledger.id();
      for (int day = 0; day < 3; day++) {
        for (int i = 0; i < 10; i++) {
          ledger.append(1, i, EventType.of(type), BODY, 0, BODY.length);
        }
        now.addAndGet(Duration.ofDays(day < 2 ? 1 : 0).toNanos());
      }
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ledger"))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).count();
    }
  }

  private void storeHas(long seq) {
    try (SqliteStore store = SqliteStore.open(folder.resolve(RecordingSession.STORE_FILE))) {
      store.apply(writer -> writer.projection().setAppliedSeq(id.toString(), seq));
    }
  }

  @Test
  void theOldestFilesGoAndTheRestIsSaid() throws Exception {
    record("noted");
    CommandRun dry = run("prune", dir, "--before", "2026-01-07", "--dry-run");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .contains("would drop: 2 files, 22 entries (seq 0 to 21)")
        .contains("20260105F.cq4  last entry 2026-01-05T12:00:00Z")
        .contains("kept: 1 file, 11 entries (seq 22 to 32)");
    assertThat(files()).isEqualTo(3);
    assertThat(folder.resolve("pruned")).doesNotExist();
    CommandRun real = run("prune", folder, "--before", "2026-01-07T00:00:00+00:00", "--json");
    assertThat(real.code()).as(real.err()).isZero();
    assertThat(real.json().path("ledger_id").asText()).isEqualTo(id.toString());
    assertThat(real.json().path("dropped")).hasSize(2);
    assertThat(real.json().path("dropped").get(1).path("last_seq").asLong()).isEqualTo(21);
    assertThat(real.json().path("kept").get(0).path("bytes").asLong()).isPositive();
    assertThat(real.json().path("first_seq").asLong()).isEqualTo(22);
    assertThat(folder.resolve("pruned/boundary")).exists();
    assertThat(run("prune", folder, "--before", "P1D").out()).contains("dropped: nothing");
  }

  @Test
  void whatIsLeftIsProvedAndProofsFromBeforeHold() throws Exception {
    record("noted");
    Path before = dir.resolve("3.tlog-proof");
    Path after = dir.resolve("25.tlog-proof");
    Path vkey = folder.resolve("ledger.vkey");
    assertThat(run("prove", folder, 3, "-o", before).code()).isZero();
    assertThat(run("prune", folder, "--before", "2026-01-07").code()).isZero();
    CommandRun proved = run("prove", folder, 25, "-o", after);
    assertThat(proved.code()).as(proved.err()).isZero();
    for (Path proof : List.of(before, after)) {
      CommandRun holds = run("check-proof", proof, "--vkey", vkey);
      assertThat(holds.code()).as(holds.out()).isZero();
    }
    CommandRun verified = run("verify", folder, "--vkey", vkey);
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(run("prove", folder, 3).err()).contains("was pruned");
  }

  @Test
  void soMuchIsKept() throws Exception {
    record("noted");
    JsonNode all = run("prune", folder, "--keep-last", "1TiB", "--json", "--dry-run").json();
    long last = all.path("kept").get(2).path("bytes").asLong();
    CommandRun one = run("prune", folder, "--keep-last", last, "--json");
    assertThat(one.json().path("dropped")).hasSize(2);
  }

  @Test
  void whatTheStoreHasNotAppliedIsHeldBack() throws Exception {
    record("task_start");
    CommandRun none = run("prune", folder, "--before", "2026-01-08");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out())
        .contains("dropped: nothing")
        .contains("HELD BACK from seq 2 on: the store has not applied it");
    storeHas(15);
    CommandRun some = run("prune", folder, "--before", "2026-01-08", "--json");
    assertThat(some.code()).isEqualTo(1);
    assertThat(some.json().path("dropped")).hasSize(1);
    assertThat(some.json().path("held_back").path("reason").asText()).isEqualTo("not_applied");
    assertThat(some.json().path("held_back").path("seq").asLong()).isEqualTo(16);
    storeHas(40);
    assertThat(run("prune", folder, "--before", "2026-01-08").code()).isZero();
  }

  @Test
  void aLedgerThatHasNoStoreIsPrunedWhenToldTo() throws Exception {
    record("task_start");
    CommandRun outcome = run("prune", folder, "--before", "2026-01-08", "--without-store");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("dropped: 2 files");
  }

  @Test
  void recordingGoesOnInAPrunedLedgerAndItsStoreIsMadeOfWhatIsLeft() throws Exception {
    record("noted");
    assertThat(run("prune", folder, "--before", "2026-01-08").code()).isZero();
    SwallowedErrors errors = new SwallowedErrors();
    RecordingOptions options = RecordingOptions.of(dir, "svc");
    try (RecordingSession session =
        RecordingSession.open(options, new HostProcess("com.acme.Main", "test"), errors)) {
      assertThat(session.folder()).isEqualTo(folder);
      assertThat(session.ledgerId()).isEqualTo(id);
      CommandRun inUse = run("prune", folder, "--keep-last", "0");
      assertThat(inUse.code()).isEqualTo(2);
      assertThat(inUse.err()).contains("a live process writes to this ledger");
      Recorder recorder = session.recorder();
      recorder.decision("route", "why not", Map.of());
    }
    assertThat(errors.count()).isZero();
    try (SqliteStore store =
        SqliteStore.openReadOnly(folder.resolve(RecordingSession.STORE_FILE))) {
      assertThat(store.appliedSeq(id.toString()).orElseThrow()).isGreaterThan(33);
      assertThat(store.missions().newest(10)).hasSize(1);
    }
  }

  @Test
  void whatIsNotWhatWasSealedIsNotDropped() throws Exception {
    record("noted");
    Path checkpoints = folder.resolve("checkpoints");
    String text = Files.readString(checkpoints);
    // The first day's last entry is number 11.
    Files.writeString(checkpoints, text.replace("\n12\n", "\n12\n/"));
    CommandRun outcome = run("prune", folder, "--before", "2026-01-08");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("run verify on the ledger");
    assertThat(files()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "--before someday, no time such as",
    "--keep-last 10XB, no size such as",
    "--keep-last 99999999999T, no size such as",
    "--keep-last 1G --before 2026-01-01, mutually exclusive",
    "--dry-run, Missing required argument",
    "--keep-last 1G, no such file or folder"
  })
  void mistakesAreOneClearLineAndEndWithTwo(String options, String message) {
    CommandRun outcome =
        run(
            Stream.concat(
                    Stream.of("prune", dir.resolve("nowhere").toString()),
                    Stream.of(options.split(" ", -1)))
                .toArray());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("tachograph: ").contains(message);
  }
}
