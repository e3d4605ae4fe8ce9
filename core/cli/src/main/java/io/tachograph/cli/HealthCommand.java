package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.health.LedgerHealth;
import io.tachograph.cli.health.WriterState;
import io.tachograph.cli.json.Json;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code health}: how ledgers are right now, for probes. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Says how a ledger, or every ledger under a folder, is right now: whether a process writes to"
          + " it, how old its last entry and its newest checkpoint are, what is not sealed or was"
          + " not recorded, how much room its disk has, and what the agent's log complains of."
          + " Looks at the last 10,000 entries alone and changes nothing; verify is what judges a"
          + " ledger.",
      "",
      "Without limits a ledger is not healthy if its end is damaged, if its process is gone without"
          + " closing it, or if its disk is nearly full."
    },
    footer = {
      "",
      "Exit codes: 0 healthy, 1 not healthy, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph health /var/audit/orders --live --max-unsealed 100000",
      "  tachograph health /var/audit --recent 7d --max-age 1h --min-free 2GiB --json"
    })
final class HealthCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  @Option(
      names = "--live",
      description = "Not healthy unless a live process writes to the ledger, or to one of them.")
  private boolean live;

  @Option(
      names = "--recent",
      paramLabel = "AGE",
      converter = TimeArgument.Converter.class,
      description = "Leave out ledgers to which nothing was written for so long, such as 7d.")
  private @Nullable TimeArgument recent;

  @Mixin private HealthLimits limits;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  HealthCommand() {}

  @Override
  public Integer call() throws IOException {
    List<LedgerHealth> looked = new ArrayList<>();
    boolean readable = true;
    for (LedgerFolder folder : LedgerFolder.find(dir)) {
      try {
        LedgerHealth health = LedgerHealth.look(folder);
        if (isRecent(health)) {
          looked.add(health);
        }
      } catch (IOException e) {
        // The others are looked at all the same.
        readable = false;
        complain("the ledger cannot be read: ledger=" + folder.path() + ": " + e.getMessage());
      }
    }
    boolean healthy = isAnyAlive(looked);
    for (LedgerHealth health : looked) {
      healthy &= say(health);
    }
    if (!readable) {
      return Main.EXIT_FAILED;
    }
    return healthy ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private boolean isRecent(LedgerHealth health) {
    return recent == null
        || health.tail().last() == null
        || health.tail().last().time().isAfter(recent.at(ZoneOffset.UTC));
  }

  /** Whether one of them is written to, where that is asked for. */
  private boolean isAnyAlive(List<LedgerHealth> looked) {
    boolean alive =
        !live || looked.stream().anyMatch(health -> health.writer() == WriterState.ALIVE);
    if (!alive) {
      complain("no live process writes to a ledger here: path=" + dir);
    }
    return alive;
  }

  private void complain(String what) {
    spec.commandLine().getErr().println("tachograph: " + Plain.line(what));
  }

  private boolean say(LedgerHealth health) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> problems = limits.problems(health);
    ObjectNode tree = HealthTree.of(health, problems, Instant.now());
    if (json) {
      out.println(Json.line(tree));
    } else {
      words(tree, problems, out);
    }
    return problems.isEmpty();
  }

  private static void words(ObjectNode tree, List<String> problems, PrintWriter out) {
    out.println(
        Plain.line(
            tree.path("ledger").asText() + (problems.isEmpty() ? "  healthy" : "  NOT HEALTHY")));
    problems.forEach(problem -> out.println("  PROBLEM: " + Plain.line(problem)));
    out.println(
        String.format(
            Locale.ROOT,
            "  writer %s, %d entries, the last %.1f s ago (%s)",
            tree.path("writer").asText(),
            tree.path("entries").asLong(),
            tree.path("last_entry").path("age_seconds").asDouble(),
            Plain.line(tree.path("last_entry").path("type").asText("none"))));
    out.println(
        String.format(
            Locale.ROOT,
            "  unsealed %d, the newest checkpoint %.1f s ago",
            tree.path("unsealed").asLong(),
            tree.path("checkpoint_age_seconds").asDouble()));
    out.println(
        String.format(
            Locale.ROOT,
            "  unrecorded %d, store behind by %s, errors in the log %d, free %d bytes",
            tree.path("unrecorded").asLong(),
            tree.path("store_lag").asText(),
            tree.path("log_errors").asLong(),
            tree.path("free_bytes").asLong()));
    if (tree.hasNonNull("log_last_error")) {
      out.println("  log: " + Plain.line(tree.path("log_last_error").asText()));
    }
  }
}
