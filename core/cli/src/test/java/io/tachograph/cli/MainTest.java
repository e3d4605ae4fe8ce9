package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.api.MissionScope;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.recorder.Call;
import io.tachograph.recorder.CallKind;
import io.tachograph.recorder.CallSite;
import io.tachograph.recorder.HostProcess;
import io.tachograph.recorder.Parameter;
import io.tachograph.recorder.Recorder;
import io.tachograph.recorder.RecordingOptions;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.recorder.SwallowedErrors;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command on a recorded ledger: what it prints, and how it ends. */
class MainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MISSION = "11111111-1111-4111-8111-111111111111";
  private static final String RED = "\u001b[31m";

  @TempDir static Path dir;

  @BeforeAll
  static void record() {
    SwallowedErrors errors = new SwallowedErrors();
    CallSite task =
        new CallSite(CallKind.TASK, "triage", "sre", "com.acme.Triage", "run", List.of());
    CallSite tool =
        new CallSite(
            CallKind.TOOL,
            "search",
            null,
            "com.acme.Tools",
            "search",
            List.of(new Parameter("query", false)));
    try (RecordingSession session =
        RecordingSession.open(
            RecordingOptions.of(dir, "svc"), new HostProcess("com.acme.Main", "test"), errors)) {
      Recorder recorder = session.recorder();
      try (MissionScope scope = recorder.mission(MISSION)) {
        Call outer = recorder.start(task, new Object[0]);
        Call inner = recorder.start(task, new Object[0]);
        Call call = recorder.start(tool, new Object[] {RED + "red\nline"});
        recorder.end(call, Map.of("hits", 3), null);
        recorder.end(inner, null, new IllegalStateException("inner"));
        recorder.end(outer, "done", null);
      }
      recorder.start(tool, new Object[] {"never ends"});
    }
    assertThat(errors.count()).isZero();
  }

  private static String ledger() {
    return dir.resolve("svc").toString();
  }

  @Test
  void verifyComparesWithWhatTheAuditorKeptAndFilesAReport() throws Exception {
    Path ledger = Path.of(ledger());
    String notes = Files.readString(ledger.resolve("checkpoints"));
    Path kept = dir.resolve("kept.note");
    String lastNote =
        notes.substring(notes.substring(0, notes.length() - 2).indexOf("tachograph/"));
    Files.writeString(
        kept, lastNote.substring(0, lastNote.indexOf("\n\n", lastNote.indexOf("\n\n") + 2) + 1));
    String vkey = ledger.resolve("ledger.vkey").toString();
    Path filed = dir.resolve("report.json");
    CommandRun outcome =
        run(
            "verify",
            ledger(),
            "--vkey",
            vkey,
            "--checkpoint",
            kept.toString(),
            "--json",
            "--report",
            filed.toString());
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    JsonNode verdicts = outcome.lines().get(0).path("verdicts");
    assertThat(verdicts.path("truncation").path("verdict").asText()).isEqualTo("ok");
    JsonNode report = JSON.readTree(Files.readString(filed));
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("ledgers").get(0).path("files")).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode file : report.path("ledgers").get(0).path("files")) {
      byte[] bytes = Files.readAllBytes(ledger.resolve(file.path("file").asText()));
      assertThat(file.path("sha256").asText()).isEqualTo(io.tachograph.format.Sha256.hex(bytes));
    }
    assertThat(run("verify", ledger(), "--origin", "tachograph/other").code()).isEqualTo(1);
    assertThat(run("verify", ledger(), "--vkey", kept.toString()).code()).isEqualTo(2);
    assertThat(run("verify", ledger(), "--checkpoint", vkey).code()).isEqualTo(2);
  }

  @Test
  void verifySaysIntactAndThatAllOfItIsSealed() throws Exception {
    CommandRun words = run("verify", dir.toString());
    assertThat(words.code()).isZero();
    assertThat(words.err()).isEmpty();
    assertThat(words.out())
        .contains("intact: 10 entries, the chain is unbroken")
        .doesNotContain("not yet sealed")
        .contains("signatures ok: ")
        .contains("truncation unknown: ")
        .contains("unfinished: 1 call has a start and no end");
    JsonNode report = run("verify", ledger(), "--json").lines().get(0);
    assertThat(report.path("ledger").asText()).isEqualTo(ledger());
    assertThat(report.path("entries").asInt()).isEqualTo(10);
    assertThat(report.path("sealed").asInt()).isEqualTo(10);
    assertThat(report.path("unsealed").asInt()).isZero();
    assertThat(report.path("verdicts").path("chain").path("verdict").asText()).isEqualTo("ok");
    assertThat(run("verify", ledger(), "--require-sealed").code()).isZero();
    assertThat(report.path("unfinished").asInt()).isEqualTo(1);
    assertThat(report.path("bytes").asLong()).isPositive();
    assertThat(report.has("duration_ms")).isTrue();
    assertThat(report.path("findings")).isEmpty();
  }

  @Test
  void verifyNamesWhatItFoundAndEndsWithOne(@TempDir Path copy) throws Exception {
    Files.createDirectories(copy.resolve("ledger"));
    Path source;
    try (Stream<Path> files = Files.list(dir.resolve("svc/ledger"))) {
      source = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    Path file = Files.copy(source, copy.resolve("ledger").resolve(source.getFileName()));
    long offset =
        run("show", ledger(), "--seq", "4", "--json").lines().get(0).path("offset").asLong();
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(offset + 4 + 32 + 72 + 3);
      int old = raw.read();
      raw.seek(offset + 4 + 32 + 72 + 3);
      raw.write(old ^ 1);
    }
    CommandRun words = run("verify", copy.toString());
    assertThat(words.code()).isEqualTo(1);
    assertThat(words.out()).contains("NOT INTACT: 1 finding").contains("hash_mismatch seq=4 ");
    JsonNode finding =
        run("verify", copy.toString(), "--json").lines().get(0).path("findings").get(0);
    assertThat(finding.path("kind").asText()).isEqualTo("hash_mismatch");
    assertThat(finding.path("seq").asLong()).isEqualTo(4);
    assertThat(finding.path("file").asText()).isEqualTo(String.valueOf(file.getFileName()));
    assertThat(finding.path("offset").asLong()).isEqualTo(offset);
    assertThat(finding.path("detail").asText()).contains("stored hash");
  }

  @Test
  void showPrintsEntriesAndFiltersThem() throws Exception {
    assertThat(run("show", ledger()).out().lines()).hasSize(10);
    assertThat(run("show", ledger(), "--limit", "3").out().lines()).hasSize(3);
    assertThat(run("show", ledger(), "--type", "tool_start").out().lines()).hasSize(2);
    assertThat(run("show", ledger(), "--seq", "2..4").out().lines()).hasSize(3);
    assertThat(run("show", ledger(), "--seq", "8..").out().lines()).hasSize(2);
    List<JsonNode> lines = run("show", ledger(), "--seq", "4", "--json").lines();
    JsonNode start = lines.get(0);
    assertThat(start.path("type").asText()).isEqualTo("tool_start");
    assertThat(start.path("body").path("data").path("payload").path("query").asText())
        .isEqualTo(RED + "red\nline");
    String task = start.path("body").path("task_id").asText();
    assertThat(run("show", ledger(), "--task", task).out().lines()).hasSize(2);
  }

  @Test
  void whatAHostRecordedCannotDriveTheTerminal() {
    for (String command : List.of("show", "tools", "tasks", "missions")) {
      assertThat(run(command, ledger()).out()).doesNotContain("\u001b");
    }
    assertThat(run("show", ledger()).out()).containsIgnoringCase("\\u001b[31mred");
  }

  @Test
  void theStoreIsListed() throws Exception {
    assertThat(run("missions", ledger()).out()).contains(MISSION).contains("tool calls: 1");
    assertThat(run("tasks", ledger()).out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("triage  completed"))
        .anySatisfy(line -> assertThat(line).startsWith("  triage  failed"));
    assertThat(run("tools", ledger()).out()).contains("ok      search");
    assertThat(run("tools", ledger(), "--json").lines().get(0).path("result").path("hits").asInt())
        .isEqualTo(3);
    assertThat(run("missions", ledger(), "--limit", "1", "--json").lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "verify, Missing required parameter: 'DIR'",
    "nonsense, Unmatched argument",
    "'verify /nowhere/at/all', no such file or folder: path=/nowhere/at/all",
    "'show /tmp --seq x', is not A..B",
    "'tools /nowhere/at/all --limit 0', --limit is 1 or more",
    "'show /nowhere/at/all --limit -5', --limit is 1 or more",
    "'', which command?"
  })
  void mistakesAreOneClearLineAndEndWithTwo(String command, String message) {
    CommandRun outcome = command.isEmpty() ? run() : run((Object[]) command.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().findFirst().orElseThrow())
        .startsWith("tachograph: ")
        .contains(message);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @Test
  void oneUnreadableLedgerDoesNotKeepTheOthersFromBeingJudged(@TempDir Path many) throws Exception {
    Files.createDirectories(many.resolve("a/ledger/20260101F.cq4"));
    try (Ledger ledger = ChronicleLedger.open(many.resolve("b"), LedgerSettings.defaults())) {
      assertThat(ledger.head().seq()).isEqualTo(1);
    }
    CommandRun outcome = run("verify", many.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("intact: 3 entries");
    assertThat(outcome.err()).contains("ledger=" + many.resolve("a")).contains("20260101F.cq4");
  }

  @Test
  void showGivesABodyAsItWasRecorded(@TempDir Path folder) throws Exception {
    String body = "{\"a\":1,\"a\":2,\n\"big\":1e400,\"n\":1.10,\"l\":" + "1".repeat(1_200) + "}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Ledger ledger = ChronicleLedger.open(folder, LedgerSettings.defaults())) {
      ledger.append(1, 2, EventType.of("odd"), bytes, 0, bytes.length);
    }
    assertThat(run("show", folder.toString(), "--type", "odd", "--json").out())
        .endsWith(",\"body\":" + body.replace('\n', ' ') + "}" + System.lineSeparator());
  }

  @Test
  void aFolderWithoutALedgerIsNoSuccess(@TempDir Path empty) {
    CommandRun outcome = run("verify", empty.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("no ledger here");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void helpAndVersionArePrinted() {
    assertThat(run("--help").out()).contains("verify").contains("Exit codes");
    assertThat(run("show", "--help").out()).contains("--seq=A..B").contains("Examples:");
    assertThat(run("--version").out()).startsWith("tachograph ");
  }
}
