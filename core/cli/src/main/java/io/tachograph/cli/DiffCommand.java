package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.EntryJson;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.verifier.EntryReader;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: says where two copies of a ledger part. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two copies of a ledger entry by entry, and says where they part. Where one goes on",
      "behind the other's end, or begins later because older entries were pruned, it is still the",
      "same ledger. Which of two is the true one verify says, by its key and a kept checkpoint."
    },
    footer = {
      "",
      "Exit codes: 0 the same entries, 1 they part or one has more, 2 unreadable or bad usage.",
      "",
      "Example:",
      "  tachograph diff /var/audit/orders /backup/orders"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR1", description = "A ledger's folder.")
  private Path first;

  @Parameters(index = "1", paramLabel = "DIR2", description = "Another one.")
  private Path second;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private Screen screen;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  DiffCommand() {}

  /**
   * What was found.
   *
   * @param verdict in one word
   * @param from the first seq that both have
   * @param same how many entries are the same in both
   * @param left the first entry that is not, or null where there is none
   * @param right the first entry that is not, or null where there is none
   */
  private record Parting(
      String verdict,
      long from,
      long same,
      EntryReader.@Nullable Located left,
      EntryReader.@Nullable Located right) {}

  @Override
  public Integer call() throws IOException {
    LedgerFolder left = LedgerFolder.one(first);
    LedgerFolder right = LedgerFolder.one(second);
    Parting parting;
    try (EntryReader one = EntryReader.open(left);
        EntryReader other = EntryReader.open(right)) {
      parting = compare(one, other);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(tree(left, right, parting)));
    } else {
      words(left, right, parting, out);
    }
    return parting.verdict().equals("same") ? Main.EXIT_OK : Main.EXIT_FINDINGS;
  }

  private static Parting compare(EntryReader one, EntryReader other) throws IOException {
    EntryReader.Located left = one.next();
    EntryReader.Located right = other.next();
    while (left != null && right != null && left.entry().seq() < right.entry().seq()) {
      left = one.next();
    }
    while (left != null && right != null && right.entry().seq() < left.entry().seq()) {
      right = other.next();
    }
    long from = left == null ? 0 : left.entry().seq();
    long same = 0;
    while (left != null && right != null && isSame(left, right)) {
      same++;
      left = one.next();
      right = other.next();
    }
    String verdict;
    if (left == null) {
      verdict = right == null ? "same" : "second goes on";
    } else {
      verdict = right == null ? "first goes on" : "parted";
    }
    return new Parting(verdict, from, same, left, right);
  }

  private static boolean isSame(EntryReader.Located left, EntryReader.Located right) {
    return left.storedHash().equals(right.storedHash())
        && Arrays.equals(left.entry().toBytes(), right.entry().toBytes());
  }

  private void words(LedgerFolder left, LedgerFolder right, Parting parting, PrintWriter out)
      throws IOException {
    out.println("1  " + Plain.line(left.path().toString()) + "  ledger " + id(left));
    out.println("2  " + Plain.line(right.path().toString()) + "  ledger " + id(right));
    if (parting.same() > 0) {
      out.println(
          "the same entries: "
              + parting.same()
              + ", seq "
              + parting.from()
              + ".."
              + (parting.from() + parting.same() - 1));
    }
    EntryReader.Located one = parting.left();
    EntryReader.Located other = parting.right();
    if (one == null && other == null) {
      out.println("they are the same to the end");
    } else if (one != null && other != null) {
      out.println("they part here:");
      print("1", one, out);
      print("2", other, out);
    } else {
      out.println("one ends there, the other goes on:");
      print(one == null ? "2" : "1", one == null ? other : one, out);
    }
  }

  private void print(String which, EntryReader.@Nullable Located located, PrintWriter out) {
    if (located != null) {
      Entry entry = located.entry();
      out.println(which + EntryLine.words(entry, screen));
      out.println(which + "          hash " + located.storedHash().toHex());
    }
  }

  private static String id(LedgerFolder folder) throws IOException {
    String id = folder.ledgerId();
    return id == null ? "unknown" : Plain.line(id);
  }

  private static ObjectNode tree(LedgerFolder left, LedgerFolder right, Parting parting)
      throws IOException {
    ObjectNode tree = Json.object();
    tree.put("first", left.path().toString());
    tree.put("first_ledger_id", left.ledgerId());
    tree.put("second", right.path().toString());
    tree.put("second_ledger_id", right.ledgerId());
    tree.put("verdict", parting.verdict());
    tree.put("from_seq", parting.from());
    tree.put("same", parting.same());
    tree.set("first_entry", entry(parting.left()));
    tree.set("second_entry", entry(parting.right()));
    return tree;
  }

  private static @Nullable ObjectNode entry(EntryReader.@Nullable Located located) {
    return located == null ? null : (ObjectNode) Json.parse(EntryJson.line(located));
  }
}
