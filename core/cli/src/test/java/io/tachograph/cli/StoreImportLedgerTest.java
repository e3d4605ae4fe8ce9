package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.format.Entry;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code store import-ledger} from the old file to a ledger that our verifier judges. */
@Timeout(300)
class StoreImportLedgerTest {
  private static final int MAX_ROUNDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private Path file() {
    Path file = dir.resolve("old.db");
    OldLedgerFile.write(file);
    return file;
  }

  private Path ledger() {
    return dir.resolve("imported");
  }

  private void assertIntactAndSealed() {
    CommandRun verified =
        run("verify", ledger(), "--require-sealed", "--vkey", ledger().resolve("ledger.vkey"));
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (EntryReader reader = EntryReader.open(new LedgerFolder(ledger()))) {
      for (EntryReader.Located at = reader.next(); at != null; at = reader.next()) {
        entries.add(at.entry());
      }
    }
    return entries;
  }

  @Test
  void anOldLedgerBecomesOneOfOursThatVerifies() throws Exception {
    Path file = file();
    byte[] before = Files.readAllBytes(file);
    CommandRun outcome = run("store", "import-ledger", file, "--dir", ledger());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains(
            "rows: 4, from id=1 2025-11-20T19:50:12.948027 to id=4 2025-11-20T19:50:15.000001")
        .contains("chain: verified")
        .contains("entries: seq 2 to 7, sealed")
        .contains(Files.readString(ledger().resolve("ledger.vkey")).strip());
    assertThat(outcome.err()).isEmpty();
    assertIntactAndSealed();
    JsonNode shown = run("show", ledger(), "--type", "task_start", "--json").json();
    assertThat(shown.path("time").textValue()).isEqualTo("2025-11-20T19:50:13.000001Z");
    JsonNode data = shown.path("body").path("data");
    assertThat(data.path("payload").textValue()).isEqualTo("{\"n\": 1.5}");
    assertThat(data.path("row").path("id").intValue()).isEqualTo(2);
    assertThat(data.path("row").path("current_hash").textValue()).startsWith("b1c5f217");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactlyInAnyOrder(file, ledger());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp",
        "event_type",
        "task_id",
        "agent_id",
        "payload",
        "result",
        "error",
        "current_hash",
        "previous_hash"
      })
  void oneChangedColumnIsRefusedAtItsRow(String column) throws Exception {
    Path file = file();
    OldLedgerFile.execute(
        file,
        "UPDATE ledger_events SET "
            + column
            + " = coalesce("
            + column
            + ", '') || '0'"
            + " WHERE id = 3");
    CommandRun refused = run("store", "import-ledger", file, "--dir", ledger());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("tachograph: the old ledger's chain is broken, nothing was written")
        .contains("file=" + file + " row=3 ")
        .containsPattern("stored=\\w{64,65} computed=\\w{64}:");
    assertThat(refused.out()).contains("chain: BROKEN, breaks: 1").contains("refused");
    assertThat(ledger()).doesNotExist();
    JsonNode json = run("store", "import-ledger", file, "--dir", ledger(), "--json").json();
    assertThat(json.path("outcome").textValue()).isEqualTo("refused");
    assertThat(json.path("breaks").get(0).path("row").intValue()).isEqualTo(3);
    assertThat(json.path("breaks").get(0).path("column").asText())
        .isEqualTo(column.endsWith("_hash") ? column : "null");
  }

  @Test
  void aBrokenChainIsImportedWhenToldTo() throws Exception {
    Path file = file();
    OldLedgerFile.execute(file, "UPDATE ledger_events SET agent_id = 'mallory' WHERE id = 3");
    CommandRun outcome =
        run("store", "import-ledger", file, "--dir", ledger(), "--accept-broken", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().path("outcome").textValue()).isEqualTo("imported");
    assertThat(outcome.json().path("chain").textValue()).isEqualTo("broken");
    assertThat(outcome.json().path("sealed").booleanValue()).isTrue();
    assertIntactAndSealed();
    JsonNode broken = run("show", ledger(), "--type", "import_chain_broken", "--json").json();
    JsonNode data = broken.path("body").path("data");
    assertThat(data.path("row_id").intValue()).isEqualTo(3);
    assertThat(data.path("stored").textValue()).startsWith("e56b7b0d");
  }

  @Test
  void rowsThatAreMissingAtTheEndAreSaid() throws Exception {
    Path file = file();
    OldLedgerFile.execute(file, "DELETE FROM ledger_events WHERE id = 4");
    CommandRun outcome = run("store", "import-ledger", file, "--dir", ledger());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("chain: verified")
        .contains("rows are missing at its end: ids were given up to 4");
    JsonNode started = run("show", ledger(), "--type", "import_started", "--json").json();
    assertThat(started.path("body").path("data").path("highest_id_given").intValue()).isEqualTo(4);
  }

  @Test
  void theSameFileIsNotImportedAgain() throws Exception {
    Path file = file();
    assertThat(run("store", "import-ledger", file, "--dir", ledger()).code()).isZero();
    List<Entry> entries = entries();
    CommandRun again = run("store", "import-ledger", file, "--dir", ledger());
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("already imported, nothing was written: ledger=" + ledger());
    assertThat(entries()).isEqualTo(entries);
    JsonNode json = run("store", "import-ledger", file, "--dir", ledger(), "--json").json();
    assertThat(json.path("outcome").textValue()).isEqualTo("already_imported");
    assertThat(json.path("import_id").textValue()).isEqualTo(entries.get(2).id().toString());
  }

  @Test
  void aLedgerThatIsThereIsContinued() throws Exception {
    Path file = file();
    assertThat(run("store", "import-ledger", file, "--dir", ledger()).code()).isZero();
    OldLedgerFile.execute(
        file,
        "ALTER TABLE ledger_events DROP COLUMN current_hash",
        "ALTER TABLE ledger_events DROP COLUMN previous_hash");
    CommandRun outcome = run("store", "import-ledger", file, "--dir", ledger());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("chain: UNSEALED").doesNotContain("the ledger is new");
    assertIntactAndSealed();
    assertThat(entries().stream().map(Entry::type).filter("task_start"::equals)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere.db --dir x, there is no such file",
    "text.db --dir x, The file is no SQLite database",
    "empty.db --dir x, it has no table ledger_events",
    ". --dir x, it is no file",
    "text.db, Missing required option: '--dir=DIR'",
    "--dir x, Missing required parameter: 'FILE.db'"
  })
  void whatCannotBeReadIsOneClearLineAndEndsWithTwo(String arguments, String message)
      throws Exception {
    Files.writeString(dir.resolve("text.db"), "this is a text file\n".repeat(100));
    Files.createFile(dir.resolve("empty.db"));
    List<Object> words = new ArrayList<>(List.of("store", "import-ledger"));
    for (String word : arguments.split(" ", -1)) {
      words.add(word.endsWith(".db") || word.equals(".") ? dir.resolve(word) : word);
    }
    CommandRun outcome = run(words.toArray());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("tachograph: ").contains(message);
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void aLedgerInUseIsLeftAlone() {
    Path file = file();
    try (Ledger ledger = ChronicleLedger.open(ledger(), LedgerSettings.defaults())) {
      CommandRun outcome = run("store", "import-ledger", file, "--dir", ledger());
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err()).contains("another live process writes to this ledger");
      assertThat(ledger.head().seq()).isEqualTo(1);
    }
  }

  /** The command in a process of its own. */
  static final class ImportingMain {
    private ImportingMain() {}

    public static void main(String[] arguments) {
      int code = Main.run(arguments, System.out, System.err);
      Runtime.getRuntime().halt(code);
    }
  }

  private Process start(Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ImportingMain.class.getName());
    command.addAll(
        List.of("store", "import-ledger", file.toString(), "--dir", ledger().toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("printed").toFile())
        .start();
  }

  /** The size of the last checkpoint, which shows from outside how far a writer came. */
  private long sealedSize() throws IOException {
    Path checkpoints = ledger().resolve("checkpoints");
    if (!Files.exists(checkpoints)) {
      return 0;
    }
    // The last note may be half written; its size is the line behind the origin.
    List<String> lines = Files.readAllLines(checkpoints);
    return LongStream.range(1, lines.size())
        .mapToObj(i -> lines.get((int) i))
        .filter(line -> line.matches("[0-9]{1,18}"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private void deleteLedger() throws IOException {
    try (Stream<Path> files = Files.walk(ledger())) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void anImportThatIsKilledGoesOnWhenItIsRunAgain() throws Exception {
    int rows = 30_000;
    Path file = dir.resolve("long.db");
    OldLedgerFile.execute(
        file,
        "CREATE TABLE ledger_events (id INTEGER PRIMARY KEY, event_id, timestamp, event_type,"
            + " task_id, agent_id, payload, result, error, details)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + rows
            + ")"
            + " INSERT INTO ledger_events (id, timestamp, event_type, agent_id, payload)"
            + " SELECT 3 * i, '2025-11-20T10:00:00', 'noted', 'civic', '{\"n\": ' || i || '}'"
            + " FROM n");
    int killed = 0;
    // On a busy machine it may be over before this process is to run again; then from the start.
    for (int round = 0; killed < 2 && round < MAX_ROUNDS; round++) {
      long target = sealedSize() + 1 + 3_000L * (round % 3);
      Process process = start(file);
      try {
        while (process.isAlive() && sealedSize() < target) {
          Thread.onSpinWait();
        }
      } finally {
        process.toHandle().destroyForcibly();
        process.waitFor();
      }
      List<String> types = entries().stream().map(Entry::type).toList();
      CommandRun verified = run("verify", ledger());
      assertThat(verified.code()).as(verified.out()).isZero();
      if (types.contains("import_completed")) {
        deleteLedger();
      } else if (types.contains("noted")) {
        killed++;
      }
    }
    assertThat(killed).as("rounds in which it was killed in the middle").isPositive();
    CommandRun last = run("store", "import-ledger", file, "--dir", ledger(), "--json");
    assertThat(last.code()).as(last.err()).isZero();
    assertThat(last.json().path("outcome").textValue()).isIn("continued", "already_imported");
    assertIntactAndSealed();
    List<Long> imported = new ArrayList<>();
    for (Entry entry : entries()) {
      if (entry.type().equals("noted")) {
        imported.add(JSON.readTree(entry.body()).path("data").path("row").path("id").longValue());
      }
    }
    assertThat(imported).isEqualTo(LongStream.rangeClosed(1, rows).mapToObj(i -> 3 * i).toList());
    assertThat(run("store", "import-ledger", file, "--dir", ledger()).out())
        .contains("already imported");
  }

  @Test
  void aRealLedgerIsImportedWhole() throws Exception {
    Path real = null;
    for (Path at = Path.of("").toAbsolutePath(); at != null && real == null; at = at.getParent()) {
      Path candidate = at.resolve("shared/data/vibe_ledger.db");
      real = Files.exists(candidate) ? candidate : null;
    }
    assumeTrue(real != null, "skipped: no shared/data/vibe_ledger.db beside this checkout");
    byte[] before = Files.readAllBytes(real);
    CommandRun outcome = run("store", "import-ledger", real, "--dir", ledger(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().path("rows").intValue()).isEqualTo(40);
    assertThat(outcome.json().path("chain").textValue()).isEqualTo("verified");
    assertIntactAndSealed();
    assertThat(entries().stream().map(Entry::type))
        .filteredOn(type -> type.startsWith("task_") || type.equals("proposal_created"))
        .hasSize(40);
    assertThat(Files.readAllBytes(real)).isEqualTo(before);
  }
}
