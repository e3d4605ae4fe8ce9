package io.tachograph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tachograph.format.EventType;
import io.tachograph.ledger.ChronicleLedger;
import io.tachograph.ledger.Ledger;
import io.tachograph.ledger.LedgerSettings;
import io.tachograph.ledger.Sealing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for an auditor: what it says, that a browser shows it, and that nothing runs in it. */
class ReportCommandTest {
  private static final String HOSTILE =
      "</td><script>document.title='run'</script>\u202e<b onclick=x>";

  @TempDir Path dir;

  private Path ledger;

  private void record() {
    ledger = dir.resolve("orders");
    try (ToldLedger told =
        new ToldLedger(ledger, LedgerSettings.defaults().withSealing(Sealing.DEFAULT))) {
      told.tell();
      told.raw("gap", "{\"data\":{\"unrecorded\":7}}");
      told.raw("approval_requested", "{\"agent_id\":\"sre\",\"data\":{\"what\":\"refund\"}}");
      told.raw(
          "experience",
          "{\"data\":{\"event\":{\"type\":\"BudgetExceeded\",\"data\":{\"chain_id\":\"c-1\"}}}}");
    }
  }

  private void recordCalls(String name) {
    ledger = dir.resolve("orders");
    try (Ledger open =
        ChronicleLedger.open(ledger, LedgerSettings.defaults().withSealing(Sealing.DEFAULT))) {
      for (int i = 0; i < 300; i++) {
        append(
            open,
            "tool_start",
            "{\"task_id\":\"t" + i + "\",\"data\":{\"name\":\"" + name + "\"}}");
        append(
            open,
            "tool_completed",
            "{\"task_id\":\"t"
                + i
                + "\",\"data\":{\"name\":\""
                + name
                + "\",\"duration_ns\":"
                + i
                + "}}");
      }
      append(
          open, "decision", "{\"agent_id\":\"" + name + "\",\"data\":{\"why\":\"" + name + "\"}}");
    }
  }

  private static void append(Ledger open, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    open.append(1, 2, EventType.of(type), bytes, 0, bytes.length);
  }

  private String page(int expectedCode) throws IOException {
    Path file = dir.resolve("report.html");
    Files.deleteIfExists(file);
    CommandRun run = CommandRun.run("report", ledger, "-o", file);
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(expectedCode);
    return Files.readString(file);
  }

  @Test
  void itCountsWhatTheLedgerHolds() throws Exception {
    record();
    String page = page(0);
    assertThat(page)
        .contains("<b>Intact.</b> 15 entries")
        .contains("<td>search</td><td class=\"n\">1</td><td class=\"n\">0</td>")
        .contains("<td>=refund</td><td class=\"n\">1</td><td class=\"n\">1</td>")
        .contains("<td>OPEN_AI gpt-x</td>")
        .contains("<td>" + ToldLedger.MISSION + "</td>")
        .contains("experience: BudgetExceeded")
        .contains("7 events could not be recorded")
        .contains("1 approvals asked for")
        .contains("Calls without an end")
        .contains("12(2)(a), 79(1)");
    CommandRun again = CommandRun.run("report", ledger, "-o", dir.resolve("report.html"));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("there is a file already");
  }

  @Test
  void theLastCheckpointIsTheOneThatHolds() throws Exception {
    record();
    Path notes = ledger.resolve("checkpoints");
    String whole = Files.readString(notes);
    String last = whole.substring(whole.lastIndexOf("\n\n", whole.lastIndexOf("\n\n—") - 1) + 2);
    String page = page(0);
    assertThat(page).contains("<pre>" + last.stripTrailing() + "\n</pre>");
    // A writer that dies while it appends a note leaves a part of it.
    Files.writeString(notes, whole + last.substring(0, last.indexOf('—') + 3));
    assertThat(page(0)).contains("<pre>" + last.stripTrailing() + "\n</pre>");
  }

  @Test
  void whatIsWrongStandsAtTheTop() throws Exception {
    record();
    flip(
        CommandRun.run("show", ledger, "--seq", "5", "--json")
            .lines()
            .get(0)
            .path("offset")
            .asLong());
    assertThat(page(1))
        .contains("<div class=\"verdict failed\" id=\"verdict\"><b>Not intact.</b>")
        .contains("<td>hash_mismatch</td><td class=\"n\">5</td>");
  }

  private void flip(long excerpt) throws IOException {
    try (Stream<Path> files = Files.list(ledger.resolve("ledger"))) {
      Path file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(excerpt + 4 + 32 + 90);
        int old = bytes.read();
        bytes.seek(excerpt + 4 + 32 + 90);
        bytes.write(old ^ 1);
      }
    }
  }

  @Test
  void nothingOfTheHostsBecomesMarkup() throws Exception {
    recordCalls(HOSTILE.replace("\"", "\\\""));
    assertThat(page(0))
        .doesNotContain("<script>document")
        .doesNotContain("<b onclick")
        .doesNotContain("\u202e")
        .contains(
            "&lt;script&gt;document.title=&#39;run&#39;&lt;/script&gt;\\u202e&lt;b onclick=x&gt;");
  }

  @Test
  void aBrowserShowsItWithoutNetworkAndRunsNothing() throws Exception {
    String browser = null;
    for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
      browser = browser == null && Program.isThere(name) ? name : browser;
    }
    assumeThat(browser).as("this machine has no Chromium").isNotNull();
    recordCalls(HOSTILE.replace("\"", "\\\""));
    page(0);
    Path shot = dir.resolve("report.png");
    Program dumped =
        Program.run(
            List.of(
                String.valueOf(browser),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + dir.resolve("profile"),
                "--screenshot=" + shot,
                "--dump-dom",
                dir.resolve("report.html").toUri().toString()));
    assertThat(dumped.out())
        .contains("<title>Audit report: orders</title>")
        .contains("<h2 id=\"without-us\">")
        .contains("<rect class=\"calls\"")
        .doesNotContain("<script");
    assertThat(Files.size(shot)).isGreaterThan(10_000);
  }

  @Test
  void itsOwnProgramVerifiesTheLedgerAndFindsAFlippedByte() throws Exception {
    assumeThat(Program.isThere("python3")).as("this machine has no Python").isTrue();
    recordCalls("search");
    String page = page(0);
    String program = page.substring(page.lastIndexOf("<pre>") + 5, page.lastIndexOf("</pre>"));
    Path file = dir.resolve("verify.py");
    Files.writeString(
        file,
        program
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"));
    Program ran = Program.run(List.of("python3", file.toString(), ledger.toString()));
    String head = page.substring(page.indexOf("<dt>head</dt>") + 18).substring(0, 64);
    assertThat(ran.out())
        .containsPattern(
            "seq 0 to 603: the chain is unbroken, [1-9][0-9]* checkpoints have its roots")
        .contains("head " + head);
    assertThat(ran.code()).isZero();
    flip(
        CommandRun.run("show", ledger, "--seq", "9", "--json")
            .lines()
            .get(0)
            .path("offset")
            .asLong());
    Program tampered = Program.run(List.of("python3", file.toString(), ledger.toString()));
    assertThat(tampered.code()).isEqualTo(1);
    assertThat(tampered.out()).contains("seq 9 is not what was hashed");
  }
}
