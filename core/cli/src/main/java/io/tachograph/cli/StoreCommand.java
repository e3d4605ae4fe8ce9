package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.recorder.RecordingSession;
import io.tachograph.store.SqliteStore;
import io.tachograph.verifier.LedgerFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that print the store share. */
abstract class StoreCommand implements Callable<Integer> {
  private static final int DEFAULT_LIMIT = 100;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder, or a folder of them.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object a line for each row.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many rows, the newest first (default: ${DEFAULT-VALUE}).")
  private int limit = DEFAULT_LIMIT;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreCommand() {}

  /** One row, for people and for machines. */
  record Row(String words, ObjectNode tree) {}

  /** The rows to print, in the order of printing. */
  abstract List<Row> rows(SqliteStore store, int limit);

  @Override
  public final Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is 1 or more: --limit=" + limit);
    }
    List<LedgerFolder> folders = LedgerFolder.find(dir);
    PrintWriter out = spec.commandLine().getOut();
    for (LedgerFolder folder : folders) {
      if (folders.size() > 1 && !json) {
        out.println("ledger " + Plain.line(folder.path().toString()));
      }
      print(folder.path().resolve(RecordingSession.STORE_FILE), out);
    }
    return Main.EXIT_OK;
  }

  private void print(Path file, PrintWriter out) {
    if (!Files.exists(file)) {
      // A process that had nothing to record has no store, which is no error.
      if (!json) {
        out.println("  nothing yet: the ledger has no store beside it");
      }
      return;
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      List<Row> rows = rows(store, limit);
      if (rows.isEmpty() && !json) {
        out.println("  none");
      }
      for (Row row : rows) {
        out.println(json ? Json.line(row.tree()) : row.words());
      }
    }
  }
}
