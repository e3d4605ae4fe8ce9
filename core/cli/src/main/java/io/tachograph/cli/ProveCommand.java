package io.tachograph.cli;

import io.tachograph.format.TlogProof;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.LedgerProver;
import io.tachograph.verifier.proof.LedgerProver.Proven;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prove}: makes the proof of one entry. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description =
        "Makes a proof (C2SP tlog-proof) that an entry is in a ledger, for somebody who has nothing"
            + " of it but a key.",
    footer = {
      "",
      "Keys change hands at every start: a proof is signed by the newest. Whoever has the first,",
      "the genesis key, needs the proofs of the changes too: --keys writes them.",
      "",
      "Examples:",
      "  tachograph prove /var/audit/orders 4711 -o 4711.tlog-proof --keys keys.tlog-proofs",
      "  tachograph check-proof 4711.tlog-proof --vkey ledger.vkey --keys keys.tlog-proofs"
    })
final class ProveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Parameters(index = "1", paramLabel = "SEQ", description = "The entry's number.")
  private long seq;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the proof there instead of printing it.")
  private @Nullable Path output;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Write there the proofs of all changes of keys, one after another.")
  private @Nullable Path keys;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ProveCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (LedgerProver prover = LedgerProver.open(LedgerFolder.one(dir))) {
      Proven proven = prover.prove(seq);
      String rotations = keys == null ? "" : text(prover.rotations());
      if (keys != null) {
        Files.writeString(keys, rotations);
      }
      if (output == null) {
        out.print(proven.proof());
        out.flush();
      } else {
        Files.writeString(output, proven.proof().toString());
      }
      err.println("verifies with " + Plain.line(proven.key().toString()));
      if (!proven.isGenesis()) {
        err.println(
            (keys == null ? "with --keys also with " : "and with --keys " + keys + " with ")
                + Plain.line(prover.genesisKey().toString()));
      }
    }
    return Main.EXIT_OK;
  }

  /** Each proof is followed by an empty line, as checkpoints are in their file. */
  private static String text(List<TlogProof> proofs) {
    StringBuilder text = new StringBuilder();
    proofs.forEach(proof -> text.append(proof).append('\n'));
    return text.toString();
  }
}
