package io.tachograph.bench;

import io.tachograph.cli.Main;
import io.tachograph.format.BodyHead;
import io.tachograph.format.Entry;
import io.tachograph.format.JsonMembers;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.EntryLocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Times {@code query} inside of one process on a ledger that {@link MixedLedger} wrote: filling the
 * index, and then each field alone and several together, from both ends, the first page and one in
 * the middle. A time is that of the whole command, which opens ledger and index, sees that there is
 * nothing new, finds fifty entries and prints them.
 */
public final class QueryTimes {
  private static final int WARM_UP = 15;
  private static final int RUNS = 41;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String SINCE = "--since";
  private static final Duration SPAN = Duration.ofHours(1);
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /** The options by which an entry like this one is asked for. */
  private static final List<List<String>> SHAPES =
      List.of(
          List.of(),
          List.of("--type"),
          List.of("--kind"),
          List.of("--tenant"),
          List.of("--agent"),
          List.of("--tool"),
          List.of("--mission"),
          List.of("--task"),
          List.of("--correlation"),
          List.of("--chain"),
          List.of(SINCE),
          List.of("--type", "--agent"),
          List.of("--type", "--tool"),
          List.of("--type", "--tenant", "--agent"),
          List.of("--tool", "--agent"),
          List.of("--tool", "--agent", "--tenant", "--type"),
          List.of("--tool", SINCE),
          List.of("--kind", "--tenant"),
          List.of("--kind", "--agent", SINCE),
          List.of("--mission", "--type"),
          List.of("--mission", "--agent", SINCE));

  private final String folder;
  private final SplittableRandom random = new SplittableRandom(1);

  private QueryTimes(String folder) {
    this.folder = folder;
  }

  /**
   * Prints them.
   *
   * @param arguments the ledger's folder; and {@code keep} to time queries alone
   */
  public static void main(String[] arguments) throws IOException {
    QueryTimes times = new QueryTimes(arguments[0]);
    if (arguments.length == 1) {
      times.fill();
    }
    times.query();
  }

  /** Deletes the index, and has it made anew. */
  private void fill() throws IOException {
    Files.deleteIfExists(Path.of(folder).resolve("index.db"));
    long nanos = time(List.of("query", folder, "--limit", "1"));
    long bytes = Files.size(Path.of(folder).resolve("index.db"));
    long entries = lastSeq() + 1;
    System.out.printf(
        "filling: %.1f s, %,.0f entries a second, %,d bytes%n",
        nanos / NANOS_PER_SECOND, entries * NANOS_PER_SECOND / nanos, bytes);
  }

  private long lastSeq() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(new String[] {"query", folder, "--limit", "1"}, new PrintStream(out), NOWHERE);
    String line = out.toString(StandardCharsets.UTF_8).strip();
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private void query() throws IOException {
    long lastSeq = lastSeq();
    System.out.println("median and worst of " + RUNS + ", in ms");
    try (EntryLocator locator = EntryLocator.open(new LedgerFolder(Path.of(folder)))) {
      for (List<String> shape : SHAPES) {
        for (String order : List.of("--newest", "--oldest")) {
          run(shape, List.of(order), locator, lastSeq);
          String middle = String.valueOf(lastSeq / 2);
          run(shape, List.of(order, "--after", middle), locator, lastSeq);
        }
      }
    }
  }

  private void run(List<String> shape, List<String> page, EntryLocator locator, long lastSeq)
      throws IOException {
    long[] nanos = new long[RUNS];
    for (int run = -WARM_UP; run < RUNS; run++) {
      List<String> query = like(shape, locator, lastSeq);
      query.addAll(page);
      long took = time(query);
      if (run >= 0) {
        nanos[run] = took;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%7.2f %8.2f  %s %s%n",
        nanos[RUNS / 2] / NANOS_PER_MILLI,
        nanos[RUNS - 1] / NANOS_PER_MILLI,
        String.join(" ", shape),
        String.join(" ", page));
  }

  /** A query for what some entry has that has all of the shape's fields. */
  private List<String> like(List<String> shape, EntryLocator locator, long lastSeq)
      throws IOException {
    while (true) {
      Located at = locator.locate(random.nextLong(lastSeq));
      Map<String, String> values = at == null ? Map.of() : values(at.entry());
      if (values.keySet().containsAll(shape)) {
        List<String> query = new ArrayList<>(List.of("query", folder));
        for (String option : shape) {
          query.add(option);
          query.add(values.get(option));
          if (option.equals(SINCE)) {
            query.add("--until");
            query.add(Instant.parse(values.get(option)).plus(SPAN).toString());
          }
        }
        return query;
      }
    }
  }

  /** What an entry can be asked for by, by option. */
  private static Map<String, String> values(Entry entry) {
    Map<String, String> values = new HashMap<>();
    BodyHead head = BodyHead.of(entry.body());
    values.put("--type", entry.type());
    values.put(SINCE, entry.time().toString());
    values.put("--tenant", head.tenantId());
    values.put("--agent", head.agentId());
    values.put("--mission", head.mission());
    values.put("--task", head.taskId());
    if (entry.type().startsWith("tool_")) {
      values.put("--tool", BodyHead.textIn(head.data(), "name"));
    } else if (entry.type().equals("experience")) {
      experience(head.data(), values);
    }
    values.values().removeIf(Objects::isNull);
    return values;
  }

  private static void experience(JsonMembers envelope, Map<String, String> values) {
    while (envelope.next()) {
      if (envelope.is("correlation_id")) {
        values.put("--correlation", envelope.text());
      } else if (envelope.is("event")) {
        JsonMembers event = envelope.object();
        while (event.next()) {
          if (event.is("type")) {
            values.put("--kind", event.text());
          } else if (event.is("data")) {
            values.put("--chain", BodyHead.textIn(event.object(), "chain_id"));
          }
        }
      }
    }
  }

  private static long time(List<String> command) {
    long start = System.nanoTime();
    int code = Main.run(command.toArray(String[]::new), NOWHERE, NOWHERE);
    long nanos = System.nanoTime() - start;
    if (code != 0) {
      throw new IllegalStateException("the command failed: " + command);
    }
    return nanos;
  }
}
