package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Checkpoint;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.SignedNote;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.KeptElsewhere;
import io.tachograph.verifier.LedgerFolder;
import io.tachograph.verifier.proof.Consistency;
import io.tachograph.verifier.proof.LedgerProver;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code consistency}: proves that a checkpoint that was kept elsewhere is a ledger's beginning.
 */
@Command(
    name = "consistency",
    mixinStandardHelpOptions = true,
    description =
        "Proves that a checkpoint that was kept elsewhere is the beginning of a ledger: nothing that"
            + " it covers was changed since.",
    footer = {
      "",
      "Example:",
      "  tachograph consistency /var/audit/orders --from kept.checkpoint --vkey ledger.vkey"
    })
final class ConsistencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "The checkpoint, or several, of which the last one counts.")
  private Path from;

  @Option(
      names = "--vkey",
      paramLabel = "KEY",
      description = "A key that you trust, or a file with it: both signatures are verified by it.")
  private @Nullable String vkey;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the proof there: old size, path, newest checkpoint (C2SP tlog-witness).")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  ConsistencyCommand() {}

  @Override
  public Integer call() throws IOException {
    SignedNote kept = KeptElsewhere.note(from);
    VerifierKey key = vkey == null ? null : KeptElsewhere.key(vkey);
    Consistency found;
    try (LedgerProver prover = LedgerProver.open(LedgerFolder.one(dir))) {
      found = prover.consistency(kept, key);
    } catch (MalformedNoteException e) {
      throw new IOException("the file is no checkpoint: path=" + from + ": " + e.getMessage(), e);
    }
    if (output != null && found.holds()) {
      Files.writeString(output, found.toString());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(tree(found, key != null)));
    } else {
      words(found, key != null, out);
    }
    return found.holds() ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private static ObjectNode tree(Consistency found, boolean signed) {
    ObjectNode tree = Json.object();
    tree.put("holds", found.holds());
    tree.put("origin", found.to().origin());
    tree.set("from", tree(found.from()));
    tree.set("to", tree(found.to()));
    ArrayNode path = tree.putArray("path");
    found.path().forEach(hash -> path.add(hash.toBase64()));
    tree.put("signatures_verified", signed && found.holds());
    if (!found.holds()) {
      tree.put("reason", found.broken());
    }
    return tree;
  }

  private static ObjectNode tree(Checkpoint checkpoint) {
    return Json.object().put("size", checkpoint.size()).put("root", checkpoint.root().toBase64());
  }

  private static void words(Consistency found, boolean signed, PrintWriter out) {
    String broken = found.broken();
    if (broken != null) {
      out.println("NOT CONSISTENT: " + Plain.line(broken));
      return;
    }
    out.println(
        "consistent: the kept checkpoint of "
            + found.from().size()
            + " entries is the beginning of the ledger, which has one of "
            + found.to().size());
    out.println("  origin  " + Plain.line(found.to().origin()));
    out.println("  from    " + found.from().root().toBase64());
    out.println("  to      " + found.to().root().toBase64());
    out.println("  path    " + found.path().size() + " hashes");
    out.println(
        signed
            ? "  both are signed by keys that follow from the given one"
            : "  signatures were not looked at: --vkey KEY does");
  }
}
