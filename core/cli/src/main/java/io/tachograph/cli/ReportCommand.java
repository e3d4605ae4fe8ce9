package io.tachograph.cli;

import io.tachograph.cli.report.LedgerSummary;
import io.tachograph.cli.report.ReportPage;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.KeptElsewhere;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: writes the page for an auditor. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a ledger and writes one page for an auditor: what verification says, what the ledger",
      "holds, and how to check that without this program. The page opens without network."
    },
    footer = {
      "",
      "Exit codes: 0 the ledger is intact, 1 it is not (the page says why), 2 unreadable or bad",
      "usage.",
      "",
      "Example:",
      "  tachograph report /var/audit/orders -o report.html --vkey orders.vkey"
    })
final class ReportCommand implements Callable<Integer> {
  private static final String VKEY = "ledger.vkey";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The page, a new file.")
  private Path output;

  @Mixin private Expected expected;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    LedgerFolder folder = LedgerFolder.one(dir);
    LedgerReport judged = verify(folder);
    String page = ReportPage.of(judged, summary(folder), origin(folder));
    try {
      Files.writeString(output, page, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("there is a file already, name another one: path=" + output, e);
    }
    spec.commandLine()
        .getOut()
        .println(
            (judged.intact() ? "intact" : "NOT INTACT")
                + ", "
                + judged.entries()
                + " entries: "
                + Plain.line(output.toString()));
    return judged.intact() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private LedgerReport verify(LedgerFolder folder) throws IOException {
    LedgerVerifier.Expectation expectation = expected.of(1, false);
    try (ProgressBar bar = ProgressBar.on(System.console())) {
      return LedgerVerifier.verify(folder, expectation, bar == null ? Progress.NONE : bar);
    }
  }

  private static LedgerSummary summary(LedgerFolder folder) throws IOException {
    LedgerSummary summary = new LedgerSummary();
    try (EntryReader reader = EntryReader.open(folder)) {
      for (EntryReader.Located located = reader.next(); located != null; located = reader.next()) {
        summary.add(located.entry());
      }
    }
    return summary;
  }

  private ReportPage.Origin origin(LedgerFolder folder) throws IOException {
    Path key = folder.path().resolve(VKEY);
    String known = expected.key();
    if (known == null && Files.exists(key)) {
      known = KeptElsewhere.key(key.toString()).toString();
    }
    return new ReportPage.Origin(
        String.valueOf(folder.path().toRealPath().getFileName()),
        known,
        Instant.now(),
        Main.version());
  }
}
