package io.tachograph.cli;

import static io.tachograph.cli.CommandRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that prove, on ledgers that the writer sealed. */
@Timeout(120)
class ProofCommandsTest {
  private static final String BODY = "{\"data\":{\"name\":\"\\u001b[31m\"},\"n\":1.10}";

  @TempDir Path dir;

  private Path ledger;
  private Path proof;

  @BeforeEach
  void record() {
    ledger = dir.resolve("orders");
    proof = dir.resolve("4.tlog-proof");
    append(600);
  }

  private void append(int entries) {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    try (Ledger open =
        ChronicleLedger.open(ledger, LedgerSettings.defaults().withSealing(Sealing.DEFAULT))) {
      for (int i = 0; i < entries; i++) {
        open.append(1, i, EventType.of("task_start"), body, 0, body.length);
      }
    }
  }

  private Path vkey() {
    return ledger.resolve("ledger.vkey");
  }

  @Test
  void aProofIsMadeAndCheckedWithTheKeyAlone() throws Exception {
    CommandRun made = run("prove", ledger, 4, "-o", proof);
    assertThat(made.code()).as(made.err()).isZero();
    String key = Files.readString(vkey()).strip();
    assertThat(made.err()).isEqualTo("verifies with " + key + System.lineSeparator());
    assertThat(made.out()).isEmpty();
    assertThat(run("prove", ledger, 4).out()).isEqualTo(Files.readString(proof));

    CommandRun words = run("check-proof", proof, "--vkey", key);
    assertThat(words.code()).as(words.err()).isZero();
    assertThat(words.out())
        .startsWith("holds: entry 4 is one of the first ")
        .contains("type  task_start")
        .contains("body  " + BODY)
        .doesNotContain("\u001b");
    JsonNode json = run("check-proof", proof, "--vkey", vkey(), "--json").json();
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("seq").asLong()).isEqualTo(4);
    assertThat(json.path("size").asLong()).isGreaterThan(600);
    assertThat(json.path("key").asText()).isEqualTo(key);
    assertThat(json.path("body").path("n").asText()).isEqualTo("1.1");
  }

  @Test
  void theGenesisKeyVerifiesWhatLaterKeysSigned() throws Exception {
    append(300);
    append(1);
    Path keys = dir.resolve("keys.tlog-proofs");
    CommandRun made = run("prove", ledger, 700, "-o", proof, "--keys", keys);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err().lines()).hasSize(2);
    String newest = made.err().lines().findFirst().orElseThrow().split(" ", -1)[2];
    assertThat(run("check-proof", proof, "--vkey", newest).code()).isZero();

    CommandRun without = run("check-proof", proof, "--vkey", vkey());
    assertThat(without.code()).isEqualTo(1);
    assertThat(without.out()).startsWith("DOES NOT HOLD: ").contains("--keys");
    CommandRun with = run("check-proof", proof, "--vkey", vkey(), "--keys", keys);
    assertThat(with.code()).as(with.out()).isZero();
    // Given twice, and with a proof that is none of a key: all the same.
    assertThat(run("check-proof", proof, "--vkey", vkey(), "--keys", keys, keys, proof).code())
        .isZero();
  }

  @Test
  void aChangedProofDoesNotHold() throws Exception {
    run("prove", ledger, 4, "-o", proof);
    String text = Files.readString(proof);
    Path changed = dir.resolve("changed");
    String[] lines = text.split("\n", -1);
    String first = lines[3];
    Files.writeString(changed, text.replace(first, lines[4]));
    CommandRun outcome = run("check-proof", changed, "--vkey", vkey());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("the entry is not in the checkpoint's tree");
    JsonNode json = run("check-proof", changed, "--vkey", vkey(), "--json").json();
    assertThat(json.path("holds").asBoolean(true)).isFalse();
    assertThat(json.path("reason").asText()).contains("not in the checkpoint's tree");

    Files.writeString(changed, text.substring(0, 100));
    assertThat(run("check-proof", changed, "--vkey", vkey()).code()).isEqualTo(2);
    assertThat(run("check-proof", proof, "--vkey", "nonsense").err())
        .contains("neither a key nor a file with one");
    assertThat(run("check-proof", proof).code()).isEqualTo(2);
  }

  @Test
  void whatCannotBeProvedIsOneClearLine() throws Exception {
    CommandRun unsealed = run("prove", ledger, 5_000);
    assertThat(unsealed.code()).isEqualTo(2);
    assertThat(unsealed.err()).contains("the entry is not sealed yet: seq=5000 sealed=");
    assertThat(unsealed.err()).doesNotContain("\tat ");
    Path plain = dir.resolve("plain");
    ChronicleLedger.open(plain, LedgerSettings.defaults()).close();
    assertThat(run("prove", plain, 0).err()).contains("nothing of this ledger is sealed");
    assertThat(run("prove", dir, 0).err()).contains("there are 2 ledgers here, say which");
    assertThat(run("prove", ledger, "x").code()).isEqualTo(2);
  }

  @Test
  void aKeptCheckpointIsTheBeginningOfWhatTheLedgerBecame() throws Exception {
    Path kept = dir.resolve("kept");
    Files.copy(ledger.resolve("checkpoints"), kept);
    append(400);
    Path written = dir.resolve("consistency");
    CommandRun words = run("consistency", ledger, "--from", kept, "--vkey", vkey(), "-o", written);
    assertThat(words.code()).as(words.out() + words.err()).isZero();
    assertThat(words.out()).startsWith("consistent: ").contains("both are signed");
    assertThat(Files.readString(written)).startsWith("old 60");
    JsonNode json = run("consistency", ledger, "--from", kept, "--json").json();
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("from").path("size").asLong()).isLessThan(700);
    assertThat(json.path("to").path("size").asLong()).isGreaterThan(1_000);
    assertThat(json.path("path")).isNotEmpty();
  }

  @Test
  void aLedgerThatWasRewrittenIsNotConsistent() throws Exception {
    Path kept = dir.resolve("kept");
    Files.copy(ledger.resolve("checkpoints"), kept);
    String text = Files.readString(kept).stripTrailing();
    String root = text.split("\n", -1)[text.split("\n", -1).length - 3];
    String other = (root.charAt(0) == 'A' ? "B" : "A") + root.substring(1);
    Files.writeString(kept, text.replace(root, other) + "\n");
    CommandRun words = run("consistency", ledger, "--from", kept);
    assertThat(words.code()).as(words.out() + words.err()).isEqualTo(1);
    assertThat(words.out())
        .startsWith("NOT CONSISTENT: history was rewritten: the ledger's first ");
    JsonNode json = run("consistency", ledger, "--from", kept, "--json").json();
    assertThat(json.path("reason").asText()).contains("history was rewritten");
    Files.writeString(kept, "nothing");
    assertThat(run("consistency", ledger, "--from", kept).code()).isEqualTo(2);
  }
}
