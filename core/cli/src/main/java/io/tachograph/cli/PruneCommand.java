package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.ledger.LedgerException;
import io.tachograph.ledger.LedgerException.Reason;
import io.tachograph.ledger.PrunePlan;
import io.tachograph.ledger.PrunePlan.HeldBack;
import io.tachograph.ledger.Retention;
import io.tachograph.ledger.RetentionRule;
import io.tachograph.ledger.RollFileSpan;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prune}: drops the oldest roll files. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Drops the oldest roll files of a ledger, or of every ledger under a folder, while no process"
          + " writes to it. What is left verifies to the same roots, and proofs that were made of"
          + " dropped entries stay valid.",
      "",
      "Dropped are whole files, never the last one, and nothing that no signed checkpoint covers or"
          + " that the store has not applied. All of it is read and checked a last time."
    },
    footer = {
      "",
      "Exit codes: 0 all that was asked for went, 1 a part is held back or is not what was sealed,",
      "2 unreadable, in use or bad usage.",
      "",
      "Examples:",
      "  tachograph prune /var/audit/orders --before 2026-01-01",
      "  tachograph prune /var/audit --keep-last 10GiB --dry-run"
    })
final class PruneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @ArgGroup(multiplicity = "1")
  private Keep keep;

  @Option(names = "--dry-run", description = "Read and say all, change nothing.")
  private boolean dryRun;

  @Option(
      names = "--without-store",
      description = "Drop also what a store would be made of, for ledgers that have none.")
  private boolean withoutStore;

  @Option(names = "--json", description = "Print one JSON object a line for each ledger.")
  private boolean json;

  /** What is kept; one of the two. */
  static final class Keep {
    @Option(
        names = "--before",
        paramLabel = "TIME",
        converter = TimeArgument.Converter.class,
        description =
            "Drop files of which the last entry is older, in UTC where it says no offset: "
                + TimeArgument.FORMS
                + ".")
    private @Nullable TimeArgument before;

    @Option(
        names = "--keep-last",
        paramLabel = "SIZE",
        converter = SizeArgument.class,
        description =
            "Drop files as long as what is left still has so many bytes of entries: 500MiB, 10GiB"
                + " or 10G.")
    private @Nullable Long keepLast;

    /** For picocli. */
    Keep() {}

    RetentionRule rule() {
      return before != null
          ? new RetentionRule.Before(before.at(ZoneOffset.UTC))
          : new RetentionRule.KeepLast(keepLast == null ? Long.MAX_VALUE : keepLast);
    }
  }

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  PruneCommand() {}

  @Override
  public Integer call() throws IOException {
    int code = Main.EXIT_OK;
    for (LedgerFolder folder : LedgerFolder.find(dir)) {
      code = Math.max(code, prune(folder.path()));
    }
    return code;
  }

  private int prune(Path folder) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Retention retention = Retention.open(folder)) {
      UUID id = retention.ledgerId();
      Retention.Applied applied =
          withoutStore ? (seq, type) -> true : StorePosition.read(folder, id, dryRun);
      PrunePlan plan = retention.plan(keep.rule(), applied);
      if (!dryRun) {
        retention.drop(plan);
      }
      if (json) {
        out.println(Json.line(tree(folder, id, plan)));
      } else {
        words(folder, plan, out);
      }
      return plan.heldBack() == null ? Main.EXIT_OK : Main.EXIT_FINDINGS;
    } catch (LedgerException e) {
      // The others are pruned all the same.
      spec.commandLine()
          .getErr()
          .println("tachograph: " + Plain.line(String.valueOf(e.getMessage())));
      return e.reason() == Reason.DAMAGED ? Main.EXIT_FINDINGS : Main.EXIT_FAILED;
    }
  }

  private ObjectNode tree(Path folder, UUID id, PrunePlan plan) {
    ObjectNode tree = Json.object();
    tree.put("ledger", folder.toString());
    tree.put("ledger_id", id.toString());
    tree.put("dry_run", dryRun);
    tree.set("dropped", files(plan.dropped()));
    tree.set("kept", files(plan.kept()));
    tree.put("first_seq", plan.kept().isEmpty() ? 0 : plan.kept().get(0).firstSeq());
    ArrayNode leftOver = tree.putArray("left_over");
    plan.leftOver().forEach(leftOver::add);
    HeldBack heldBack = plan.heldBack();
    if (heldBack != null) {
      tree.putObject("held_back")
          .put(
              "reason",
              heldBack.reason() == PrunePlan.Reason.NOT_SEALED ? "not_sealed" : "not_applied")
          .put("seq", heldBack.seq());
    }
    return tree;
  }

  private static ArrayNode files(List<RollFileSpan> spans) {
    ArrayNode files = Json.object().arrayNode();
    for (RollFileSpan span : spans) {
      files
          .addObject()
          .put("file", span.file())
          .put("first_seq", span.firstSeq())
          .put("last_seq", span.lastSeq())
          .put("last_time", span.lastTime().toString())
          .put("bytes", span.bytes());
    }
    return files;
  }

  private void words(Path folder, PrunePlan plan, PrintWriter out) {
    out.println("ledger " + Plain.line(folder.toString()));
    out.println((dryRun ? "  would drop: " : "  dropped: ") + sum(plan.dropped()));
    for (RollFileSpan span : plan.dropped()) {
      out.println("    " + span.file() + "  last entry " + span.lastTime());
    }
    out.println("  kept: " + sum(plan.kept()));
    if (!plan.leftOver().isEmpty()) {
      out.println(
          (dryRun ? "  would delete" : "  deleted")
              + " what an earlier prune left: "
              + String.join(" ", plan.leftOver()));
    }
    HeldBack heldBack = plan.heldBack();
    if (heldBack != null) {
      out.println("  HELD BACK from seq " + heldBack.seq() + " on: " + reason(heldBack));
    }
  }

  private static String sum(List<RollFileSpan> spans) {
    if (spans.isEmpty()) {
      return "nothing";
    }
    long first = spans.get(0).firstSeq();
    long last = spans.get(spans.size() - 1).lastSeq();
    long bytes = spans.stream().mapToLong(RollFileSpan::bytes).sum();
    return String.format(
        java.util.Locale.ROOT,
        "%d %s, %,d entries (seq %d to %d), %,d bytes",
        spans.size(),
        spans.size() == 1 ? "file" : "files",
        last - first + 1,
        first,
        last,
        bytes);
  }

  private static String reason(HeldBack heldBack) {
    return heldBack.reason() == PrunePlan.Reason.NOT_SEALED
        ? "no signed checkpoint ends there; the next start of the writer makes those that are missing"
        : "the store has not applied it; start the writer once, or say --without-store";
  }
}
