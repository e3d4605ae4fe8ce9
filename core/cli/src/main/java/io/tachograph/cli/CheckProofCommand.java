package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Checkpoint;
import io.tachograph.format.Entry;
import io.tachograph.format.MalformedNoteException;
import io.tachograph.format.TlogProof;
import io.tachograph.format.VerifierKey;
import io.tachograph.verifier.KeptElsewhere;
import io.tachograph.verifier.proof.KeyChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check-proof}: verifies the proof of one entry with nothing else at hand. */
@Command(
    name = "check-proof",
    mixinStandardHelpOptions = true,
    description = "Verifies a proof that prove made, without the ledger, and prints the event.",
    footer = {
      "",
      "Examples:",
      "  tachograph check-proof 4711.tlog-proof --vkey KEY",
      "  tachograph check-proof 4711.tlog-proof --vkey ledger.vkey --keys keys.tlog-proofs --json"
    })
final class CheckProofCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The proof.")
  private Path file;

  @Option(
      names = "--vkey",
      required = true,
      paramLabel = "KEY",
      description = "A key that you trust, NAME+ID+BASE64, or a file that holds it.")
  private String vkey;

  @Option(
      names = "--keys",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Proofs of changes of keys, from that key to the one that signed.")
  private List<Path> keys = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  CheckProofCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    VerifierKey trusted = KeptElsewhere.key(vkey);
    TlogProof proof = Proofs.proof(file);
    List<TlogProof> rotations = new ArrayList<>();
    for (Path file : keys) {
      rotations.addAll(Proofs.proofs(file));
    }
    rotations.sort(Comparator.comparingLong(TlogProof::index));
    try {
      KeyChain chain = KeyChain.of(trusted).then(rotations);
      Checkpoint checkpoint = chain.verify(proof);
      VerifierKey key = chain.keyFor(checkpoint.size());
      if (json) {
        out.println(jsonLine(proof.entry(), checkpoint, key));
      } else {
        words(proof.entry(), checkpoint, key, out);
      }
      return Main.EXIT_OK;
    } catch (MalformedNoteException e) {
      String reason = String.valueOf(e.getMessage());
      if (json) {
        out.println(Json.line(Json.object().put("holds", false).put("reason", reason)));
      } else {
        out.println("DOES NOT HOLD: " + Plain.line(reason));
        if (keys.isEmpty()) {
          out.println(
              "  if the ledger's keys changed after that one, add --keys with the proofs of it");
        }
      }
      return Main.EXIT_FINDINGS;
    }
  }

  private static String jsonLine(Entry entry, Checkpoint checkpoint, VerifierKey key) {
    ObjectNode tree = Json.object();
    tree.put("holds", true);
    tree.put("origin", checkpoint.origin());
    tree.put("size", checkpoint.size());
    tree.put("root", checkpoint.root().toHex());
    tree.put("key", key.toString());
    tree.put("seq", entry.seq());
    tree.put("time", entry.time().toString());
    tree.put("type", entry.type());
    tree.put("id", entry.id().toString());
    tree.put("hash", entry.hash().toHex());
    return Json.lineWithBody(tree, entry);
  }

  private static void words(Entry entry, Checkpoint checkpoint, VerifierKey key, PrintWriter out) {
    out.println(
        "holds: entry "
            + entry.seq()
            + " is one of the first "
            + checkpoint.size()
            + " of the ledger "
            + Plain.line(checkpoint.origin()));
    out.println("  seq   " + entry.seq());
    out.println("  time  " + entry.time());
    out.println("  type  " + entry.type());
    out.println("  id    " + entry.id());
    out.println("  body  " + Plain.line(entry.bodyText()));
    out.println("  hash  " + entry.hash());
    out.println("  root  " + checkpoint.root());
    out.println("  key   " + Plain.line(key.toString()));
  }
}
