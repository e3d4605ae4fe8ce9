package io.tachograph.ship;

import io.tachograph.ship.FarVerification.Judged;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import java.io.IOException;
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
      "With --compare it also holds each against a folder of ledgers here, entry by entry.",
      "What you keep elsewhere makes it stronger: the key that the agent printed at the first",
      "start (--vkey), and now and then a copy of the last note in the file checkpoints",
      "(--checkpoint)."
    },
    footer = {
      "",
      "Example:",
      "  tachograph-ship verify jdbc:postgresql://db/audit --compare /var/audit",
      "  tachograph-ship verify jdbc:postgresql://db/audit --ledger ID --vkey orders.vkey --json"
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

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  @Mixin private Expected expected;

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
    VerificationPrinter printer =
        new VerificationPrinter(
            spec.commandLine().getOut(), spec.commandLine().getErr(), json, compare);
    Map<String, LedgerFolder> folders = folders();
    List<Judged> all = new ArrayList<>();
    boolean lacksNone;
    try (Source source = Sources.open(target)) {
      List<ShippedLedger> ledgers = wanted(source.ledgers());
      if (ledgers.isEmpty() && folders.isEmpty()) {
        throw new IOException("there is no ledger at the far side");
      }
      Expectation known = expected.of(ledgers.size());
      lacksNone = !ids.isEmpty() || noneLacks(folders, ledgers, printer);
      FarVerification.of(
          source,
          ledgers,
          folders,
          known,
          target.poolSize(),
          judged -> {
            printer.judged(judged);
            all.add(judged);
          });
    }
    boolean passed = lacksNone && all.stream().allMatch(this::passes);
    printer.end(all.size(), passed);
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
  private static boolean noneLacks(
      Map<String, LedgerFolder> folders, List<ShippedLedger> there, VerificationPrinter printer) {
    Map<String, LedgerFolder> lacking = new TreeMap<>(folders);
    there.forEach(ledger -> lacking.remove(ledger.id().toString()));
    lacking.forEach(printer::lacking);
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
}
