package io.tachograph.cli;

import io.tachograph.cli.Screen.Tone;
import io.tachograph.cli.words.Amounts;
import io.tachograph.cli.words.TextTable;
import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryFields;
import io.tachograph.store.index.CallPart;
import io.tachograph.store.index.IndexField;
import io.tachograph.store.index.IndexRow;
import io.tachograph.store.index.Tallies;
import io.tachograph.store.index.Tally;
import io.tachograph.store.index.TallyBy;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A counted ledger as tables. */
final class StatsWords {
  private static final int BAR_CHARS = 30;
  private static final int MAX_NAME_CHARS = 48;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final PrintWriter out;
  private final Screen screen;
  private final int most;

  /**
   * Of tables.
   *
   * @param most how many rows a table has at most
   */
  StatsWords(PrintWriter out, Screen screen, int most) {
    this.out = out;
    this.screen = screen;
    this.most = most;
  }

  void print(CountedLedger ledger) {
    Entry first = ledger.first();
    Entry last = ledger.last();
    if (first == null || last == null) {
      out.println("no entries");
      return;
    }
    Tallies tallies = ledger.statistics().tallies();
    Map<String, Tally> types = tallies.by(TallyBy.TYPE);
    out.println(
        Amounts.count(types.values().stream().mapToLong(Tally::events).sum())
            + " entries from "
            + screen.time(first.time())
            + " to "
            + screen.time(last.time()));
    if (ledger.unrecorded() > 0) {
      out.println(
          screen.in(Tone.BAD, Amounts.count(ledger.unrecorded()) + " events went unrecorded"));
    }
    types(types);
    calls("Tasks", tallies.by(TallyBy.TASK));
    calls("Tools", tallies.by(TallyBy.TOOL));
    calls("Models", tallies.by(TallyBy.MODEL));
    calls("Agents", tallies.by(TallyBy.AGENT));
    hours(tallies.by(TallyBy.HOUR));
    slowest(ledger.statistics().slowest());
  }

  private void types(Map<String, Tally> types) {
    TextTable table = new TextTable("Type", "entries");
    List<Map.Entry<String, Tally>> all = sorted(types, Comparator.comparing(Tally::events));
    for (Map.Entry<String, Tally> type : all.stream().limit(most).toList()) {
      table.add(name(type.getKey()), Amounts.count(type.getValue().events()));
    }
    print(table, all.size(), "types");
  }

  private void calls(String title, Map<String, Tally> names) {
    if (names.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(title, "began", "ended", "failed", "of ended", "p50", "p95", "p99", "max");
    List<Map.Entry<String, Tally>> all = sorted(names, Comparator.comparing(Tally::begun));
    for (Map.Entry<String, Tally> row : all.stream().limit(most).toList()) {
      Tally calls = row.getValue();
      table.add(
          name(row.getKey()),
          Amounts.count(calls.begun()),
          Amounts.count(calls.ended()),
          Amounts.count(calls.failed()),
          Amounts.percent(calls.failureRate()),
          duration(calls, 50),
          duration(calls, 95),
          duration(calls, 99),
          duration(calls, 100));
    }
    print(table, all.size(), title.toLowerCase(Locale.ROOT));
  }

  private static String duration(Tally calls, double percent) {
    return calls.ended() == 0 ? "-" : Amounts.duration(calls.nanosAt(percent));
  }

  private static List<Map.Entry<String, Tally>> sorted(
      Map<String, Tally> names, Comparator<Tally> by) {
    return names.entrySet().stream()
        .sorted(
            Map.Entry.<String, Tally>comparingByValue(by.reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private void hours(Map<String, Tally> hours) {
    List<Map.Entry<String, Tally>> all = new ArrayList<>(hours.entrySet());
    all.sort(Comparator.comparingLong(hour -> Long.parseLong(hour.getKey())));
    List<Map.Entry<String, Tally>> shown = all.subList(Math.max(0, all.size() - most), all.size());
    long highest = shown.stream().mapToLong(hour -> hour.getValue().ended()).max().orElse(0);
    if (shown.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("Hour", "ended", "failed", "of ended", "p50", "p99");
    for (Map.Entry<String, Tally> hour : shown) {
      Tally calls = hour.getValue();
      table.add(
          hour(hour.getKey()),
          Amounts.count(calls.ended()),
          Amounts.count(calls.failed()),
          Amounts.percent(calls.failureRate()),
          duration(calls, 50),
          duration(calls, 99));
    }
    List<String> lines = new ArrayList<>(table.lines());
    for (int i = 1; i < lines.size() && highest > 0; i++) {
      long ended = shown.get(i - 1).getValue().ended();
      int bar = (int) Math.ceil((double) ended * BAR_CHARS / highest);
      lines.set(i, lines.get(i) + "  " + screen.in(Tone.EVENT, "▇".repeat(bar)));
    }
    print(lines, all.size() - shown.size(), "earlier hours");
  }

  private String hour(String number) {
    Instant begin = Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(Long.parseLong(number)));
    return HOUR.format(ZonedDateTime.ofInstant(begin, screen.zone()));
  }

  private void slowest(List<Entry> slowest) {
    if (slowest.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("Slowest", "took", "seq", "ended", "task");
    for (Entry entry : slowest.stream().limit(most).toList()) {
      IndexRow row = EntryFields.row(entry);
      CallPart call = row.call();
      if (call != null) {
        table.add(
            name(call.name()),
            Amounts.duration(call.durationNanos()),
            Long.toString(entry.seq()),
            screen.time(entry.time()),
            Plain.line(row.fields().getOrDefault(IndexField.TASK, "-")));
      }
    }
    print(table.lines(), 0, "");
  }

  private static String name(String name) {
    return Plain.cut(name, MAX_NAME_CHARS);
  }

  private void print(TextTable table, int all, String what) {
    print(table.lines(), Math.max(0, all - most), what);
  }

  private void print(List<String> lines, int more, String what) {
    out.println();
    out.println(screen.in(Tone.NAME, lines.get(0)));
    lines.stream().skip(1).forEach(out::println);
    if (more > 0) {
      out.println(
          screen.in(Tone.QUIET, "and " + Amounts.count(more) + " " + what + ": --top, or --json"));
    }
  }
}
