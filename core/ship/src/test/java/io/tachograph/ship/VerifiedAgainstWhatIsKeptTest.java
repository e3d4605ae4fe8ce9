package io.tachograph.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers at a far side are held against the key and the checkpoint that an auditor has kept. */
@Timeout(300)
class VerifiedAgainstWhatIsKeptTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;
  private PostgresServer.Database database;
  private Path orders;
  private String id;
  private String shippedEntries;

  /** Ships a ledger and another one, and lets the first grow and be sealed behind that. */
  @BeforeEach
  void ship() throws Exception {
    database = PostgresServer.shared().database().migrated();
    orders = dir.resolve("l/orders");
    AuditedService service = new AuditedService(orders, 21).record(150);
    id = service.id();
    service.close();
    new AuditedService(dir.resolve("l/users"), 22).record(10).close();
    ShipRun.ok("run", "--dir", dir.resolve("l").toString(), "--to", database.shipper(), "--once");
    Files.copy(orders.resolve("checkpoints"), dir.resolve("kept"));
    shippedEntries =
        String.valueOf(
            database.number(
                "SELECT count(*) FROM ledger_record_keys WHERE anchor_id = '" + id + "'"));
    service.restart().record(50).close();
  }

  private ShipRun verify(Object... options) {
    List<String> command = new ArrayList<>(List.of("verify", database.auditor()));
    for (Object option : options) {
      command.add(option.toString());
    }
    return ShipRun.of(command.toArray(String[]::new));
  }

  private static List<JsonNode> lines(ShipRun run) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static String verdict(JsonNode report, String of) {
    return report.path("verdicts").path(of).path("verdict").asText();
  }

  @Test
  void theRightKeyAndACheckpointThatIsCoveredHold() throws Exception {
    ShipRun run =
        verify(
            "--ledger",
            id,
            "--json",
            "--vkey",
            orders.resolve("ledger.vkey"),
            "--checkpoint",
            dir.resolve("kept"));
    assertThat(run.code()).as("%s", run).isEqualTo(Main.EXIT_OK);
    assertThat(run.err()).isEmpty();
    List<JsonNode> lines = lines(run);
    assertThat(lines).hasSize(1);
    JsonNode report = lines.get(0);
    assertThat(report.path("ledger_id").asText()).isEqualTo(id);
    assertThat(report.path("ledger").asText()).contains("postgresql").endsWith(id);
    assertThat(report.path("entries").asText()).isEqualTo(shippedEntries);
    assertThat(report.path("findings")).isEmpty();
    assertThat(verdict(report, "signatures")).isEqualTo("ok");
    assertThat(verdict(report, "truncation")).isEqualTo("ok");
    String key = Files.readString(orders.resolve("ledger.vkey")).strip();
    assertThat(verify("--ledger", id, "--vkey", key).code()).isEqualTo(Main.EXIT_OK);
  }

  @Test
  void aWrongKeyIsFound() throws Exception {
    Path other = dir.resolve("l/users/ledger.vkey");
    ShipRun run = verify("--ledger", id, "--json", "--vkey", other);
    assertThat(run.code()).as("%s", run).isEqualTo(Main.EXIT_FINDINGS);
    JsonNode report = lines(run).get(0);
    assertThat(report.path("finding_count").asInt()).isPositive();
    assertThat(report.path("findings").get(0).path("kind").asText()).isEqualTo("wrong_ledger");
    assertThat(verdict(report, "chain")).isEqualTo("ok");
    assertThat(verdict(report, "signatures")).isEqualTo("failed");
  }

  @Test
  void aCheckpointThatIsNewerThanWhatIsThereIsFound() throws Exception {
    Path newer = orders.resolve("checkpoints");
    ShipRun run = verify("--ledger", id, "--checkpoint", newer, "--json");
    assertThat(run.code()).as("%s", run).isEqualTo(Main.EXIT_FINDINGS);
    JsonNode report = lines(run).get(0);
    JsonNode finding = report.path("findings").get(0);
    assertThat(finding.path("kind").asText()).isEqualTo("truncated");
    assertThat(finding.path("file").asText()).isEqualTo(newer.toString());
    assertThat(finding.path("detail").asText()).contains("entries=" + shippedEntries);
    assertThat(verdict(report, "truncation")).isEqualTo("failed");
    ShipRun.ok("run", "--dir", orders.toString(), "--to", database.shipper(), "--once");
    assertThat(verify("--ledger", id, "--checkpoint", newer).code()).isEqualTo(Main.EXIT_OK);
  }

  @Test
  void jsonHasALineForEachLedgerAndHowItCompares() throws Exception {
    ShipRun run = verify("--json", "--compare", dir.resolve("l"));
    assertThat(run.code()).as("%s", run).isEqualTo(Main.EXIT_OK);
    assertThat(lines(run))
        .hasSize(2)
        .allMatch(report -> report.path("comparison").path("agrees").asBoolean())
        .anyMatch(report -> report.path("comparison").path("more_here").asInt() > 49);
    AuditedService lacking = new AuditedService(dir.resolve("l/lacking"), 23);
    lacking.close();
    ShipRun lacks = verify("--json", "--compare", dir.resolve("l"));
    assertThat(lacks.code()).isEqualTo(Main.EXIT_FINDINGS);
    assertThat(lines(lacks)).hasSize(2);
    assertThat(lacks.err()).contains("not there, but here: " + lacking.id());
  }

  @Test
  void mistakesAreOneClearLineAndEndWithTwo() {
    failed("are of one ledger", verify("--vkey", orders.resolve("ledger.vkey")));
    failed("no such file", verify("--ledger", id, "--checkpoint", dir.resolve("nowhere")));
    failed(
        "is no checkpoint", verify("--ledger", id, "--checkpoint", orders.resolve("ledger.vkey")));
    failed("neither a key nor a file", verify("--ledger", id, "--vkey", "nonsense"));
  }

  private static void failed(String message, ShipRun run) {
    assertThat(run.code()).as("%s", run).isEqualTo(Main.EXIT_FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().findFirst().orElseThrow())
        .startsWith("tachograph-ship: ")
        .contains(message);
  }
}
