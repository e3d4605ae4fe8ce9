package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code store backup}: copies a store that is in use. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies a store to a file while others read and write it. The copy holds what was committed"
          + " when it began, is checked, and is on the disk when this ends; it is a store itself.",
      "",
      "A file that is there already is not overwritten."
    },
    footer = {
      "",
      "Example:",
      "  tachograph store backup --db /var/audit/orders/store.db /backup/orders-2026-11-20.db"
    })
final class StoreBackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Parameters(paramLabel = "TARGET", description = "The file to make.")
  private Path target;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreBackupCommand() {}

  @Override
  public Integer call() throws IOException {
    try (SqliteStore store = SqliteStore.openReadOnly(database.file())) {
      store.backup(target);
    }
    PrintWriter out = spec.commandLine().getOut();
    long bytes = Files.size(target);
    if (database.json()) {
      ObjectNode tree = Json.object();
      tree.put("file", database.file().toString());
      tree.put("backup", target.toString());
      tree.put("bytes", bytes);
      out.println(Json.line(tree));
    } else {
      out.printf(Locale.ROOT, "backup %s: %,d bytes%n", Plain.line(target.toString()), bytes);
    }
    return Main.EXIT_OK;
  }
}
