package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that tell what happened: task, mission, tail and diff. */
@Timeout(60)
class StoryCommandsTest {
  @TempDir static Path dir;

  private static Path ledger;

  @BeforeAll
  static void record() {
    ledger = dir.resolve("orders");
    ToldLedger.tell(ledger);
  }

  @Test
  void aTaskIsDrawnWithAllThatRanInIt() {
    CommandRun run = CommandRun.run("task", ToldLedger.TASK, ledger, "--utc");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            task triage(incident: INC-1)
              began    2026-11-01T08:00:00.000Z
              ended    2026-11-01T08:00:07.000Z
              agent    sre
              mission  11111111-1111-4111-8111-111111111111
              inside   2 tool calls (1 failed), 1 model call, 120 tokens in, 30 out, 1 event

            08:00:00.000  └─ task triage(incident: INC-1)  7000.0 ms → refund by hand
            08:00:01.000     ├─ model OPEN_AI gpt-x  250.0 ms, 120 tokens in, 30 out, TOOL_EXECUTION
            08:00:02.000     ├─ tool search(query: late orders, limit: 5, deep: [{"n":1.5}])  1000.0 ms → \
            {"hits":3,"more":false,"next":null,"big":12345678901234567890}
            08:00:04.000     ├─ decision  decision_type: severity, rationale: three orders are late, agent_name: \
            sre, context: {"severity":"SEV-2"}
            08:00:05.000     └─ tool =refund(order: O-1)  1000.0 ms failed: Refused: no "money", left

            Its result:
              refund by hand
            """);
    CommandRun call = CommandRun.run("task", ToldLedger.LOST, dir);
    assertThat(call.out()).contains("no end is recorded").contains("the process died in it");
    assertThat(CommandRun.run("task", ToldLedger.REFUND, ledger).out())
        .contains("It failed: Refused: no \"money\", left");
  }

  @Test
  void anEventThatIsNamedLikeATasksIsNone() {
    Path named = dir.resolve("named");
    String inTheTask = "{\"parent_id\":\"" + ToldLedger.TASK + "\",\"data\":{\"to\":\"ops\"}}";
    String task = "{\"task_id\":\"" + ToldLedger.TASK + "\",\"data\":{\"name\":\"triage\"}}";
    try (ToldLedger told = new ToldLedger(named)) {
      told.raw("task_start", task);
      told.raw("task_reassigned", inTheTask);
      told.raw("tool_registered", inTheTask);
      told.raw("task_completed", task);
    }
    assertThat(CommandRun.run("task", ToldLedger.TASK, named).out())
        .contains("inside   2 events")
        .contains("├─ task_reassigned  to: ops\n")
        .contains("└─ tool_registered  to: ops\n");
  }

  @Test
  void aTaskIsATreeForMachines() throws Exception {
    JsonNode task = CommandRun.run("task", ToldLedger.TASK, ledger, "--json").lines().get(0);
    assertThat(task.path("end").path("data").path("result").asText()).isEqualTo("refund by hand");
    assertThat(task.path("inside")).hasSize(4);
    assertThat(task.path("inside").get(3).path("end").path("type").asText())
        .isEqualTo("tool_failed");
    assertThat(task.path("inside").get(0).has("end")).isFalse();
  }

  @Test
  void whatIsNotThereIsSaid() {
    CommandRun task = CommandRun.run("task", "nobody\u001b[31m", ledger);
    assertThat(task.code()).isEqualTo(1);
    assertThat(task.err()).contains("no entry has this task_id: id=nobody\\u001b[31m");
    CommandRun mission = CommandRun.run("mission", "nobody", ledger);
    assertThat(mission.code()).isEqualTo(1);
    assertThat(mission.err()).contains("nobody knows this mission: uuid=nobody");
  }

  @Test
  void aMissionIsToldFromItsLedgerWhereThereIsNoStore() throws Exception {
    CommandRun run = CommandRun.run("mission", ToldLedger.MISSION, ledger, "--utc");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("inside     1 task, 3 tool calls (1 failed), 1 model call")
        .contains("1 without an end")
        .contains("08:00:05.000  │  └─ tool =refund(order: O-1)")
        .contains(
            "Decisions:\n  08:00:04.000  severity by sre: three orders are late"
                + "  {\"severity\":\"SEV-2\"}\n");
    JsonNode tree = CommandRun.run("mission", ToldLedger.MISSION, dir, "--json").lines().get(0);
    assertThat(tree.path("state").isNull()).isTrue();
    assertThat(tree.path("events")).hasSize(2);
  }

  @Test
  void tailPrintsTheLastThatAreAskedFor() throws Exception {
    CommandRun all = CommandRun.run("tail", ledger, "-n", 1000, "--json");
    assertThat(all.out()).isEqualTo(CommandRun.run("show", ledger, "--json").out());
    CommandRun last = CommandRun.run("tail", ledger, "-n", 2, "--type", "tool_start", "--json");
    assertThat(last.lines())
        .extracting(line -> line.path("body").path("data").path("name").asText())
        .containsExactly("=refund", "notify");
    assertThat(CommandRun.run("tail", ledger, "-n", 0).out()).isEmpty();
    assertThat(CommandRun.run("tail", ledger, "-n", -1).code()).isEqualTo(2);
  }

  @Test
  void tailFollowsAWriterIntoItsNextRollFile() throws Exception {
    Path followed = dir.resolve("followed");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true);
    try (ToldLedger told = new ToldLedger(followed)) {
      told.raw("first", "{}");
      Thread tail =
          new Thread(
              () ->
                  Main.run(
                      new String[] {"tail", "-f", "-n", "1", followed.toString(), "--json"},
                      stream,
                      new PrintStream(new ByteArrayOutputStream())));
      tail.start();
      await(out, "\"first\"");
      told.raw("second", "{}");
      await(out, "\"second\"");
      told.later(TimeUnit.DAYS.toNanos(2));
      told.raw("third", "{}");
      await(out, "\"third\"");
      // As no user does it: it may be in the middle of a read, which says so.
      tail.interrupt();
      tail.join();
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
    try (Stream<Path> files = Files.list(followed.resolve("ledger"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".cq4"))).hasSize(2);
    }
  }

  private static void await(ByteArrayOutputStream out, String text) throws InterruptedException {
    while (!out.toString(StandardCharsets.UTF_8).contains(text)) {
      Thread.sleep(10);
    }
  }

  @Test
  void diffSaysWhereTwoCopiesPart() throws Exception {
    Path copy = dir.resolve("copy");
    try (Stream<Path> files = Files.walk(ledger)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(ledger.relativize(file));
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target);
        }
      }
    }
    CommandRun same = CommandRun.run("diff", ledger, copy);
    assertThat(same.code()).isZero();
    assertThat(same.out()).contains("they are the same to the end");

    try (ToldLedger told = new ToldLedger(copy)) {
      told.raw("more", "{}");
    }
    CommandRun longer = CommandRun.run("diff", ledger, copy, "--json");
    assertThat(longer.code()).isEqualTo(1);
    assertThat(longer.lines().get(0).path("verdict").asText()).isEqualTo("second goes on");
    assertThat(longer.lines().get(0).path("second_entry").path("type").asText())
        .isEqualTo("ledger_opened");
    assertThat(CommandRun.run("diff", copy, ledger).out()).contains("one ends there, the other");

    try (ToldLedger told = new ToldLedger(ledger)) {
      told.raw("else", "{}");
    }
    CommandRun parted = CommandRun.run("diff", ledger, copy, "--json");
    assertThat(parted.lines().get(0).path("verdict").asText()).isEqualTo("parted");
    assertThat(parted.lines().get(0).path("same").asLong()).isEqualTo(14);
    assertThat(CommandRun.run("diff", ledger, copy).out())
        .contains("the same entries: 14, seq 0..13")
        .contains("they part here:");
    assertThat(CommandRun.run("diff", ledger, dir.resolve("nowhere")).code()).isEqualTo(2);
  }

  @Test
  void coloursAreForTerminalsAndForThoseWhoAsk() {
    assertThat(CommandRun.run("show", ledger).out()).doesNotContain("\u001b");
    assertThat(CommandRun.run("show", ledger, "--color", "always").out())
        .contains("\u001b[31mtool_failed    \u001b[0m");
    assertThat(CommandRun.run("task", ToldLedger.TASK, ledger, "--color", "always").out())
        .contains("\u001b[31mtool =refund(order: O-1)\u001b[0m");
  }
}
