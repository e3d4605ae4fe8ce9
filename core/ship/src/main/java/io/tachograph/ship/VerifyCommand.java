package io.tachograph.ship;

import io.tachograph.ship.FarVerification.Judged;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.PlainText;
import io.tachograph.verifier.ReportWords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: judges ledgers where they were shipped to. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies every ledger at a far side, as verify of tachograph.jar does a folder: hashes,",
      "chain, checkpoints, keys, and whether the end is there that a checkpoint covers.",
      "",
      "With --compare it also holds each against a folder of ledgers here, entry by entry."
    },
    footer = {
      "",
      "Example:",
      "  tachograph-ship verify jdbc:postgresql://db/audit --compare /var/audit"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The far side. LEDGER_DSN, where it is not given.")
  private @Nullable String url;

  @Option(
      names = "--ledger",
      paramLabel = "ID",
      description = "Only the ledger of that id; may be given more than once.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "A folder of ledgers, or a ledger's, to hold them against.")
  private @Nullable Path compare;

  @Option(
      names = "--require-sealed",
      description = "Exit 1 if any entry stands above the last signed checkpoint.")
  private boolean requireSealed;

  @Mixin private SinkOptions options;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Target target = options.target(url);
    Map<String, LedgerFolder> folders = folders();
    List<Judged> all = new ArrayList<>();
    boolean lacksNone;
    try (Source source = Sources.open(target)) {
      List<ShippedLedger> ledgers = wanted(source.ledgers());
      if (ledgers.isEmpty() && folders.isEmpty()) {
        throw new IOException("there is no ledger at the far side");
      }
      lacksNone = !ids.isEmpty() || printLacking(folders, ledgers);
      FarVerification.of(
          source,
          ledgers,
          folders,
          target.poolSize(),
          judged -> {
            print(judged);
            all.add(judged);
          });
    }
    boolean passed = lacksNone && all.stream().allMatch(this::passes);
    spec.commandLine()
        .getOut()
        .println(
            all.size() + (all.size() == 1 ? " ledger" : " ledgers") + (passed ? ", intact" : ""));
    if (all.stream().anyMatch(judged -> judged.result() == Verified.UNREADABLE)) {
      return Main.EXIT_FAILED;
    }
    return passed ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private boolean passes(Judged judged) {
    LedgerReport report = judged.report();
    return judged.result() == Verified.OK
        && report != null
        && !(requireSealed && report.unsealed() > 0);
  }

  /** Whether every ledger here is there; says which are not. */
  private boolean printLacking(Map<String, LedgerFolder> folders, List<ShippedLedger> there) {
    Map<String, LedgerFolder> lacking = new TreeMap<>(folders);
    there.forEach(ledger -> lacking.remove(ledger.id().toString()));
    lacking.forEach(
        (id, folder) ->
            spec.commandLine()
                .getOut()
                .println("ledger " + id + "\n  NOT THERE, but here: path=" + folder.path()));
    return lacking.isEmpty();
  }

  private Map<String, LedgerFolder> folders() throws IOException {
    Map<String, LedgerFolder> folders = new HashMap<>();
    if (compare != null) {
      for (LedgerFolder folder : LedgerFolder.find(compare)) {
        folders.put(String.valueOf(folder.ledgerId()), folder);
      }
    }
    return folders;
  }

  private List<ShippedLedger> wanted(List<ShippedLedger> there) {
    List<ShippedLedger> wanted =
        there.stream().filter(l -> ids.isEmpty() || ids.contains(l.id().toString())).toList();
    for (String id : ids) {
      if (there.stream().noneMatch(ledger -> ledger.id().toString().equals(id))) {
        throw new ParameterException(spec.commandLine(), "no such ledger there: --ledger " + id);
      }
    }
    return wanted;
  }

  private void print(Judged judged) {
    PrintWriter out = spec.commandLine().getOut();
    LedgerReport report = judged.report();
    if (report == null) {
      spec.commandLine()
          .getErr()
          .println(
              "tachograph-ship: it cannot be read: "
                  + judged.ledger()
                  + ": "
                  + PlainText.line(String.valueOf(judged.failure())));
      return;
    }
    ReportWords.print(report, out);
    if (judged.comparison() != null) {
      out.println("  compared: " + PlainText.line(judged.comparison().toString()));
    } else if (compare != null) {
      out.println("  not compared: it is not here: path=" + compare);
    }
  }
}
