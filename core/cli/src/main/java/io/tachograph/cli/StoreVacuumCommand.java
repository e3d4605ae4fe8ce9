package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SizeChange;
import io.tachograph.store.SqliteStore;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code store vacuum}: gives the room of free pages back. */
@Command(
    name = "vacuum",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a store anew without its free pages and gives their room back to the disk. Needs room"
          + " for a second copy meanwhile; who writes to the store waits."
    },
    footer = {"", "Example:", "  tachograph store vacuum --db /var/audit/orders/store.db"})
final class StoreVacuumCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreVacuumCommand() {}

  @Override
  public Integer call() throws NoSuchFileException {
    SizeChange change;
    try (SqliteStore store = database.openExisting()) {
      change = store.vacuum();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (database.json()) {
      ObjectNode tree = Json.object();
      tree.put("file", database.file().toString());
      tree.put("bytes_before", change.bytesBefore());
      tree.put("bytes_after", change.bytesAfter());
      out.println(Json.line(tree));
    } else {
      out.printf(
          Locale.ROOT,
          "vacuumed %s: %,d bytes, before %,d%n",
          Plain.line(database.file().toString()),
          change.bytesAfter(),
          change.bytesBefore());
    }
    return Main.EXIT_OK;
  }
}
