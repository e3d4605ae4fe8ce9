package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier;
import io.tachograph.verifier.Progress;
import io.tachograph.verifier.ReportJson;
import io.tachograph.verifier.ReportWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: judges ledgers. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Verifies a ledger, or every ledger under a folder, from its files alone.",
    footer = {
      "",
      "What you keep elsewhere makes it stronger: the key that the agent printed at the first start",
      "(--vkey), and now and then a copy of the last note in the file checkpoints (--checkpoint).",
      "",
      "Example:",
      "  tachograph verify /var/audit/orders --vkey orders.vkey --checkpoint last.note --json"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  @Mixin private Expected expected;

  @Option(
      names = "--require-sealed",
      description = "Exit 1 if any entry stands above the last signed checkpoint.")
  private boolean requireSealed;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "Write a summary to file, with the SHA-256 of everything that was read.")
  private @Nullable Path report;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<LedgerFolder> folders = LedgerFolder.find(dir);
    LedgerVerifier.Expectation expectation = expected.of(folders.size(), report != null);
    ObjectNode filed = Json.object();
    filed.put("tool", "tachograph");
    filed.put("version", Main.version());
    filed.put("verified_at", Instant.now().toString());
    boolean passed = true;
    boolean readable = true;
    for (LedgerFolder folder : folders) {
      try {
        LedgerReport judged = verify(folder, expectation);
        passed &= judged.intact() && !(requireSealed && judged.unsealed() > 0);
        if (json) {
          out.println(ReportJson.line(judged));
        } else {
          ReportWords.print(judged, out);
        }
        filed.withArray("ledgers").add(ReportTree.filed(judged));
      } catch (IOException e) {
        // The others are judged all the same.
        readable = false;
        spec.commandLine()
            .getErr()
            .println(
                "tachograph: the ledger cannot be read: ledger="
                    + Plain.line(folder.path().toString())
                    + ": "
                    + Plain.line(String.valueOf(e.getMessage())));
      }
    }
    if (report != null) {
      filed.put("passed", passed && readable);
      Files.writeString(report, Json.line(filed) + "\n");
    }
    if (!readable) {
      return Main.EXIT_FAILED;
    }
    return passed ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private LedgerReport verify(LedgerFolder folder, LedgerVerifier.Expectation expectation)
      throws IOException {
    try (ProgressBar bar = ProgressBar.on(json ? null : System.console())) {
      return LedgerVerifier.verify(folder, expectation, bar == null ? Progress.NONE : bar);
    }
  }
}
