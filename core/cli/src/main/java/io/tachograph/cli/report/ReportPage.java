package io.tachograph.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.cli.words.Amounts;
import io.tachograph.store.index.Tally;
import io.tachograph.verifier.LedgerReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page: who the ledger is, what verification says of it, what it holds, and how to check that
 * without us. One file that asks for nothing else, and in which nothing runs.
 */
public final class ReportPage {
  private static final int MOST_ROWS = 200;

  private final LedgerReport judged;
  private final LedgerSummary summary;
  private final Origin origin;
  private final Html html = new Html();

  /**
   * What is said of the ledger and of the making of the page.
   *
   * @param service its folder's name
   * @param vkey the key that verifies it, or null if nothing names one
   * @param madeAt when the page is made
   * @param version of what makes it
   */
  public record Origin(String service, @Nullable String vkey, Instant madeAt, String version) {}

  private ReportPage(LedgerReport judged, LedgerSummary summary, Origin origin) {
    this.judged = judged;
    this.summary = summary;
    this.origin = origin;
  }

  /** The whole page. */
  public static String of(LedgerReport judged, LedgerSummary summary, Origin origin) {
    ReportPage page = new ReportPage(judged, summary, origin);
    page.head();
    page.verdict();
    page.identity();
    VerificationPart.write(page.html, judged);
    page.coverage();
    page.activity();
    page.missions();
    page.calls();
    page.events();
    page.types();
    page.article12();
    page.withoutUs();
    page.html.raw("</main></body></html>\n");
    return page.html.toString();
  }

  private void head() {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    html.raw("style-src 'unsafe-inline'\">\n");
    html.element("title", "Audit report: " + origin.service());
    html.raw("<style>\n" + resource("report.css") + "</style></head><body><main>\n");
    html.element("h1", "Audit report: " + origin.service());
    html.raw("<p class=\"soft\">")
        .text("Made " + origin.madeAt() + " by tachograph " + origin.version() + " from the files ")
        .text("of the ledger alone. It is a view, not evidence: the ledger is.")
        .raw("</p>\n");
  }

  private void verdict() {
    boolean sealed = judged.unsealed() == 0;
    String style = !judged.intact() ? "failed" : sealed ? "ok" : "open";
    String words = judged.intact() ? "Intact." : "Not intact.";
    html.raw("<div class=\"verdict " + style + "\" id=\"verdict\"><b>" + words + "</b> ");
    html.text(Amounts.count(judged.entries()) + " entries");
    if (judged.intact()) {
      html.text(", each with its hash, each linked to the one before");
    } else {
      html.text(", " + Amounts.count(judged.findingCount()) + " findings");
    }
    html.text("; " + Amounts.count(judged.sealed()) + " are covered by a signed checkpoint");
    html.text(sealed ? "." : ", " + Amounts.count(judged.unsealed()) + " are not yet.");
    html.raw("</div>\n");
  }

  private void identity() {
    html.heading("identity", "The ledger and its key").raw("<dl>");
    field("ledger", judged.ledgerId());
    field("origin", judged.origin());
    field("verifier key", origin.vkey());
    field("first entry", text(summary.first()));
    field("last entry", text(summary.last()));
    field("head", judged.headHash().toString());
    field("read", Amounts.count(judged.bytes()) + " bytes");
    html.raw("</dl>\n");
  }

  private void field(String name, @Nullable String value) {
    html.element("dt", name).element("dd", value == null ? "not said" : value);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private void coverage() {
    html.heading("coverage", "Coverage in time");
    Instant first = summary.first();
    Instant last = summary.last();
    if (first == null || last == null) {
      html.element("p", "There is no entry.");
      return;
    }
    html.raw(Charts.coverage(summary.runs(), first, last));
    html.raw(
        "<p class=\"key\"><span><i style=\"background:var(--blue)\"></i>a process recorded, and");
    html.raw(
        " closed the ledger</span><span><i style=\"background:var(--open)\"></i>it recorded, and");
    html.raw(
        " did not close it</span><span><i style=\"background:var(--band)\"></i>none was up</span>");
    html.raw("</p>\n");
    if (summary.unrecorded() > 0) {
      html.element(
          "p",
          Amounts.count(summary.unrecorded())
              + " events could not be recorded and are missing; the gap entries say when and why.");
    }
    html.tableHead("opened", "last entry", "down before", "end", "entries", "host", "pid", "java");
    Instant before = null;
    int shown = 0;
    for (ProcessRun run : summary.runs()) {
      if (shown++ < MOST_ROWS) {
        run(run, before);
      }
      before = run.last();
    }
    html.tableEnd();
    more(summary.runs().size());
  }

  private void run(ProcessRun run, @Nullable Instant before) {
    JsonNode process = run.process();
    html.row(
        List.of(
            Amounts.time(run.opened()),
            Amounts.time(run.last()),
            before == null || run.opened().isBefore(before)
                ? ""
                : Amounts.duration(Duration.between(before, run.opened()).toNanos()),
            run.isClosed() ? "closed" : "died, or runs still",
            Amounts.count(run.entries()),
            process.path("host").asText(""),
            process.path("pid").asText(""),
            process.path("java").asText("")));
  }

  private void more(int rows) {
    if (rows > MOST_ROWS) {
      html.element("p", "And " + Amounts.count(rows - MOST_ROWS) + " more.");
    }
  }

  private void activity() {
    html.heading("activity", "Calls and latency over time");
    TimeSlots slots = summary.slots();
    if (slots.slots().isEmpty()) {
      html.element("p", "There is no call.");
      return;
    }
    String width = Amounts.duration(slots.widthNanos());
    html.element("h3", "Calls that ended, each bar " + width).raw(Charts.calls(slots));
    html.raw("<p class=\"key\"><span><i style=\"background:var(--blue)\"></i>completed</span>");
    html.raw("<span><i style=\"background:var(--bad)\"></i>failed</span></p>\n");
    html.element("h3", "How long they took").raw(Charts.latency(slots));
    html.raw("<p class=\"key\"><span><i style=\"background:var(--blue)\"></i>the median</span>");
    html.raw("<span><i style=\"background:var(--open)\"></i>95 of a hundred</span></p>\n");
  }

  private void missions() {
    html.heading("missions", "Missions");
    if (summary.missions().isEmpty()) {
      html.element("p", "None is named.");
      return;
    }
    html.tableHead(
        "mission",
        "what",
        "status",
        "first",
        "last",
        "tasks",
        "failed",
        "tool calls",
        "failed",
        "events");
    int shown = 0;
    for (Map.Entry<String, MissionActivity> entry : summary.missions().entrySet()) {
      MissionActivity mission = entry.getValue();
      if (shown++ < MOST_ROWS) {
        html.row(
            List.of(
                entry.getKey(),
                mission.description(),
                mission.status(),
                Amounts.time(mission.first()),
                Amounts.time(mission.last()),
                Amounts.count(mission.tasks().begun()),
                Amounts.percent(mission.tasks().failureRate()),
                Amounts.count(mission.tools().begun()),
                Amounts.percent(mission.tools().failureRate()),
                Amounts.count(mission.events())));
      }
    }
    html.tableEnd();
    more(summary.missions().size());
  }

  private void calls() {
    html.heading("calls", "Tasks, tools, models and agents");
    statistics("Tasks", summary.tasks());
    statistics("Tools", summary.tools());
    statistics("Models", summary.models());
    statistics("Agents, by their tasks and tool calls", summary.agents());
  }

  private void statistics(String title, Map<String, Tally> byName) {
    html.element("h3", title);
    if (byName.isEmpty()) {
      html.element("p", "None.");
      return;
    }
    html.numbersHead("name", "began", "failed", "failure rate", "median", "95 %", "longest");
    List<Map.Entry<String, Tally>> most = new ArrayList<>(byName.entrySet());
    most.sort(Comparator.comparingLong(entry -> -entry.getValue().begun()));
    for (Map.Entry<String, Tally> entry : most.stream().limit(MOST_ROWS).toList()) {
      Tally calls = entry.getValue();
      html.row(
          List.of(
              entry.getKey(),
              Amounts.count(calls.begun()),
              Amounts.count(calls.failed()),
              Amounts.percent(calls.failureRate()),
              Amounts.duration(calls.nanosAt(50)),
              Amounts.duration(calls.nanosAt(95)),
              Amounts.duration(calls.nanosAt(100))));
    }
    html.tableEnd();
    more(most.size());
  }

  private void events() {
    html.heading("events", "Governance and experience events");
    if (summary.events().isEmpty()) {
      html.element("p", "None.");
      return;
    }
    if (summary.eventCount() > summary.events().size()) {
      html.element(
          "p",
          "The last "
              + Amounts.count(summary.events().size())
              + " of "
              + Amounts.count(summary.eventCount())
              + ".");
    }
    html.tableHead("seq", "time", "type", "agent", "what it says");
    for (NotedEvent event : summary.events()) {
      html.row(
          List.of(
              Long.toString(event.seq()),
              Amounts.time(event.time()),
              event.type(),
              event.agent(),
              event.text()));
    }
    html.tableEnd();
  }

  private void types() {
    html.heading("types", "Entries by type").numbersHead("type", "entries");
    summary.types().forEach((type, count) -> html.row(List.of(type, Amounts.count(count))));
    html.tableEnd();
  }

  private void article12() {
    html.heading("article-12", "Record-keeping under article 12 of the EU AI Act");
    html.element("p", Article12.PREFACE);
    html.tableHead("what is asked", "where", "what this ledger has");
    Article12.rows(judged, summary).forEach(html::row);
    html.tableEnd();
  }

  private void withoutUs() {
    html.heading("without-us", "How to verify this without us");
    html.raw("<ol>");
    html.element(
        "li",
        "Take the ledger's folder, and from elsewhere the verifier key that the agent printed at the"
            + " first start, or a checkpoint that was kept: what lies beside the ledger may have been"
            + " changed with it.");
    html.element(
        "li",
        "Run the program below, which needs nothing but Python: it recomputes every hash, link and"
            + " root. The head that it prints must be the one above.");
    html.element(
        "li",
        "The checkpoints are signed notes of C2SP (tlog-checkpoint) with Ed25519; any"
            + " implementation of them checks the signature with the key. The tree is that of RFC"
            + " 6962.");
    html.element(
        "li",
        "With Java: java -jar tachograph.jar verify DIR --vkey KEY --checkpoint FILE. It reads only,"
            + " and shares no code with the writer but the layout of an entry.");
    html.raw("</ol>\n").element("pre", resource("verify.py"));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("a part of the page is not in the jar: name=" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a part of the page cannot be read: name=" + name, e);
    }
  }
}
