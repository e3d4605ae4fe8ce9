package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.EntryJson;
import io.tachograph.cli.json.Json;
import io.tachograph.format.Entry;
import io.tachograph.recorder.index.EntryPage;
import io.tachograph.store.index.IndexQuery;
import io.tachograph.verifier.EntryReader.Located;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: finds entries by the ledger's index. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Finds a ledger's entries, the newest first, without reading all of it.",
      "",
      "It keeps an index beside the ledger (index.db), which it makes and brings up",
      "to date itself. What it prints is read from the ledger. Like show, it does not",
      "judge what it reads. Entries whose bytes are not those that were hashed it does",
      "not find: verify tells of them."
    },
    footer = {
      "",
      "Where there may be more, the command that goes on is printed on the standard",
      "error; with --json the last line of the output is {\"after\":CURSOR}.",
      "",
      "Exit codes: 0 done, 2 unreadable or bad usage.",
      "",
      "Examples:",
      "  tachograph query /var/audit/orders --tool refund --since 7d",
      "  tachograph query /var/audit/orders --kind FactPromoted --oldest --json",
      "  tachograph query /var/audit/orders --agent sre --limit 20 --after 4711"
    })
final class QueryCommand implements Callable<Integer> {
  /** So many entries are in memory at once. */
  private static final int PAGE_ENTRIES = 500;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private Path dir;

  @Mixin private EntryFilter filter;
  @Mixin private Screen screen;

  @ArgGroup private @Nullable Order order;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many entries (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Go on behind the last entry of the page before, by its seq.")
  private @Nullable Long after;

  @Option(names = "--json", description = "Print one JSON object a line for each entry.")
  private boolean json;

  /** Which entries come first. */
  static final class Order {
    @Option(names = "--newest", description = "The newest first, as it is by default.")
    private boolean newest;

    @Option(names = "--oldest", description = "The oldest first.")
    private boolean oldest;

    /** For picocli. */
    Order() {}

    boolean isOldestFirst() {
      return oldest && !newest;
    }
  }

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  QueryCommand() {}

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 or more: --limit=" + limit);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (IndexedLedger ledger =
        IndexedLedger.open(LedgerFolder.one(dir), spec.commandLine().getErr())) {
      IndexQuery rest = filter.query(screen.zone());
      if (order != null && order.isOldestFirst()) {
        rest = rest.oldestFirst();
      }
      OptionalLong cursor = after == null ? OptionalLong.empty() : OptionalLong.of(after);
      long left = limit;
      do {
        if (cursor.isPresent()) {
          rest = rest.after(cursor.getAsLong());
        }
        EntryPage page = ledger.find(rest, (int) Math.min(PAGE_ENTRIES, left));
        for (Entry entry : page.entries()) {
          print(entry, ledger, out);
        }
        left -= page.entries().size();
        cursor = page.cursor();
      } while (left > 0 && cursor.isPresent() && !out.checkError());
      cursor.ifPresent(seq -> more(seq, out));
    }
    return Main.EXIT_OK;
  }

  private void print(Entry entry, IndexedLedger ledger, PrintWriter out) throws IOException {
    if (!json) {
      out.println(EntryLine.words(entry, screen));
      return;
    }
    Located located = ledger.locate(entry);
    if (located != null) {
      out.println(EntryJson.line(located));
    }
  }

  /** Says how to go on. */
  private void more(long cursor, PrintWriter out) {
    if (json) {
      ObjectNode line = Json.object();
      line.put("after", cursor);
      out.println(Json.line(line));
    } else {
      out.flush();
      List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
      spec.commandLine().getErr().println("more: " + Continuation.of(arguments, cursor));
    }
  }
}
