package io.tachograph.ship;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import io.tachograph.verifier.Progress;
import io.tachograph.verifier.ReportWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restore}: writes a ledger back. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a ledger back from a far side, byte for byte the same entries, and verifies it.",
      "",
      "The folder is to be read and proved from; no agent goes on with it, since the key that",
      "signs never left the machine that it was made on."
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "The far side. LEDGER_DSN, where it is not given.")
  private @Nullable String from;

  @Option(names = "--ledger", required = true, paramLabel = "ID", description = "The ledger's id.")
  private String id;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The ledger's folder: empty, or not there yet.")
  private Path dir;

  @Mixin private SinkOptions options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  RestoreCommand() {}

  @Override
  public Integer call() throws IOException {
    try (Source source = Sources.open(options.target(from))) {
      List<ShippedLedger> found =
          source.ledgers().stream().filter(l -> l.id().toString().equals(id)).toList();
      if (found.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "no such ledger there: --ledger " + id);
      }
      try (Source.Stream stream = source.open(found.get(0))) {
        long entries = LedgerRestore.write(stream, dir);
        spec.commandLine().getOut().println("restored " + entries + " entries: path=" + dir);
      }
    }
    LedgerReport report =
        LedgerVerifier.verify(new LedgerFolder(dir), new Expectation(id, null), Progress.NONE);
    ReportWords.print(report, spec.commandLine().getOut());
    return report.intact() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }
}
