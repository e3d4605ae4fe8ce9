package io.tachograph.ship;

import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.LedgerReport;
import io.tachograph.verifier.LedgerVerifier.Expectation;
import io.tachograph.verifier.PlainText;
import io.tachograph.verifier.ReportWords;
import io.tachograph.verifier.StreamVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** What came of one ledger. */
  private record Judged(LedgerReport report, @Nullable Comparison comparison) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Target target = options.target(url);
    Map<String, LedgerFolder> folders = folders();
    try (Source source = Sources.open(target)) {
      List<ShippedLedger> ledgers = wanted(source.ledgers());
      if (ledgers.isEmpty()) {
        throw new IOException("there is no ledger at the far side");
      }
      ExecutorService threads = Executors.newFixedThreadPool(target.poolSize());
      try {
        Map<ShippedLedger, Future<Judged>> all = new LinkedHashMap<>();
        for (ShippedLedger ledger : ledgers) {
          LedgerFolder folder = folders.get(ledger.id().toString());
          all.put(ledger, threads.submit(() -> judge(source, ledger, folder)));
        }
        boolean lacksNone = !ids.isEmpty() || printLacking(folders, ledgers);
        int code = print(all);
        return code == Main.EXIT_OK && !lacksNone ? Main.EXIT_FINDINGS : code;
      } finally {
        threads.shutdownNow();
      }
    }
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

  private static Judged judge(Source source, ShippedLedger ledger, @Nullable LedgerFolder folder)
      throws IOException {
    LedgerReport report;
    try (Source.Stream stream = source.open(ledger)) {
      report = StreamVerifier.verify(stream, new Expectation(ledger.id().toString(), null));
    }
    if (folder == null) {
      return new Judged(report, null);
    }
    try (Source.Stream stream = source.open(ledger)) {
      return new Judged(report, Comparison.of(stream, folder));
    }
  }

  private int print(Map<ShippedLedger, Future<Judged>> all) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean passed = true;
    boolean readable = true;
    for (Map.Entry<ShippedLedger, Future<Judged>> one : all.entrySet()) {
      try {
        Judged judged = one.getValue().get();
        LedgerReport report = judged.report();
        ReportWords.print(report, out);
        passed &= report.intact() && !(requireSealed && report.unsealed() > 0);
        if (judged.comparison() != null) {
          out.println("  compared: " + PlainText.line(judged.comparison().toString()));
          passed &= judged.comparison().agrees();
        } else if (compare != null) {
          out.println("  not compared: it is not here: path=" + compare);
        }
      } catch (ExecutionException e) {
        // The others are judged all the same.
        readable = false;
        spec.commandLine()
            .getErr()
            .println(
                "tachograph-ship: it cannot be read: "
                    + one.getKey()
                    + ": "
                    + PlainText.line(String.valueOf(e.getCause())));
      }
    }
    String ledgers = all.size() + (all.size() == 1 ? " ledger" : " ledgers");
    out.println(ledgers + (passed && readable ? ", intact" : ""));
    return readable ? passed ? Main.EXIT_OK : Main.EXIT_FINDINGS : Main.EXIT_FAILED;
  }
}
