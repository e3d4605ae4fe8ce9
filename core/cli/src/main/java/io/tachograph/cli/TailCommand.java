package io.tachograph.cli;

import io.tachograph.cli.json.EntryJson;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tail}: prints the last entries, and those that come. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description =
        "Prints a ledger's last entries, and with -f those that are appended from then on.",
    footer = {
      "",
      "Exit codes: 0 done, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph tail -f /var/audit/orders",
      "  tachograph tail -f -n 0 /var/audit/orders --type tool_failed,tool_denied --json"
    })
final class TailCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is appended, until interrupted.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "10",
      description = "So many of the last entries (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(names = "--json", description = "Print one JSON object a line for each entry.")
  private boolean json;

  @Mixin private EntryFilter filter;
  @Mixin private Screen screen;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  TailCommand() {}

  @Override
  public Integer call() throws IOException {
    if (lines < 0) {
      throw new ParameterException(spec.commandLine(), "-n is 0 or more: -n=" + lines);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (WantedEntries entries = new WantedEntries(LedgerFolder.one(dir), filter, screen)) {
      Deque<EntryReader.Located> last = new ArrayDeque<>();
      for (EntryReader.Located located = entries.next();
          located != null;
          located = entries.next()) {
        last.addLast(located);
        if (last.size() > lines) {
          last.removeFirst();
        }
      }
      last.forEach(located -> print(located, out));
      while (follow && !out.checkError()) {
        EntryReader.Located located = entries.next();
        if (located != null) {
          print(located, out);
        } else if (isInterrupted()) {
          break;
        }
      }
    }
    return Main.EXIT_OK;
  }

  /** Waits a moment. */
  private static boolean isInterrupted() {
    try {
      Thread.sleep(LOOK_MILLIS);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void print(EntryReader.Located located, PrintWriter out) {
    out.println(json ? EntryJson.line(located) : EntryLine.words(located.entry(), screen));
  }
}
