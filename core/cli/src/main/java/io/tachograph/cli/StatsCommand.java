package io.tachograph.cli;

import io.tachograph.cli.json.Json;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stats}: counts what a ledger holds. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Counts what a ledger holds: entries by type; tasks, tool calls and model calls by name, by",
      "agent and by hour, with how many failed and how long they took; and the slowest ones. It is",
      "the index beside the ledger that has counted, and is filled first where it is behind. With a",
      "filter or --scan the entries are read and counted one by one."
    },
    footer = {
      "",
      "Exit codes: 0 done, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph stats /var/audit/orders",
      "  tachograph stats /var/audit/orders --since 24h --agent sre",
      "  tachograph stats /var/audit/orders --json | jq '.tools[] | select(.failed > 0)'"
    })
final class StatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Mixin private EntryFilter filter;
  @Mixin private Screen screen;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "At most so many rows in each table (default: 20).")
  private int top = 20;

  @Option(names = "--scan", description = "Count the entries themselves, not by the index.")
  private boolean scan;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StatsCommand() {}

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top is 1 or more: --top=" + top);
    }
    List<LedgerFolder> folders = LedgerFolder.find(dir);
    PrintWriter out = spec.commandLine().getOut();
    IndexQuery query = filter.query(screen.zone());
    for (LedgerFolder folder : folders) {
      CountedLedger counted =
          scan || !query.equals(IndexQuery.ALL) ? scanned(folder, query) : indexed(folder);
      if (json) {
        out.println(Json.line(StatsJson.tree(folder.path(), counted)));
      } else {
        out.println("ledger " + Plain.line(folder.path().toString()));
        new StatsWords(out, screen, top).print(counted);
      }
    }
    return Main.EXIT_OK;
  }

  private CountedLedger indexed(LedgerFolder folder) throws IOException {
    try (IndexedLedger ledger = IndexedLedger.open(folder, spec.commandLine().getErr())) {
      return CountedLedger.of(ledger.index());
    }
  }

  private static CountedLedger scanned(LedgerFolder folder, IndexQuery query) throws IOException {
    try (ProgressBar bar = ProgressBar.on(System.console());
        FolderEntries entries = new FolderEntries(folder, bar == null ? Progress.NONE : bar)) {
      return CountedLedger.of(entries, query);
    }
  }
}
