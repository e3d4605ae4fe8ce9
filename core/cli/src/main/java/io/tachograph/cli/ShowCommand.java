package io.tachograph.cli;

import io.tachograph.cli.json.EntryJson;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
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

/** {@code show}: prints entries. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints a ledger's entries. It does not judge them: that is what verify does.",
    footer = {
      "",
      "Examples:",
      "  tachograph show /var/audit/orders --type tool_failed --since 2h",
      "  tachograph show /var/audit/orders --seq 100..120 --json"
    })
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Mixin private EntryFilter filter;
  @Mixin private Screen screen;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many entries.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print one JSON object a line for each entry.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 or more: --limit=" + limit);
    }
    List<LedgerFolder> folders = LedgerFolder.find(dir);
    PrintWriter out = spec.commandLine().getOut();
    for (LedgerFolder folder : folders) {
      if (folders.size() > 1 && !json) {
        out.println("ledger " + Plain.line(folder.path().toString()));
      }
      show(folder, out);
    }
    return Main.EXIT_OK;
  }

  private void show(LedgerFolder folder, PrintWriter out) throws IOException {
    try (WantedEntries entries = new WantedEntries(folder, filter, screen)) {
      for (long shown = 0; shown < limit; shown++) {
        EntryReader.Located located = entries.next();
        if (located == null) {
          return;
        }
        out.println(json ? EntryJson.line(located) : EntryLine.words(located.entry(), screen));
      }
    }
  }
}
