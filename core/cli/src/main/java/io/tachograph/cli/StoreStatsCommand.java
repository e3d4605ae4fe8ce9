package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.KeptBackups;
import io.tachograph.store.SqliteStore;
import io.tachograph.store.StoreStats;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code store stats}: how large a store is. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a store's size, free pages, rows of each table, schema version and last backup.",
      "",
      "Above a size it says so on the error stream; archive and vacuum make a store smaller."
    },
    footer = {
      "",
      "Example:",
      "  tachograph store stats --db /var/audit/orders/store.db --warn-above 2GiB"
    })
final class StoreStatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--warn-above",
      paramLabel = "SIZE",
      converter = SizeArgument.class,
      description = "Warn from that size on: 500MiB, 2GiB or 2G (default: 100,000,000 bytes).")
  private long warnAboveBytes = StoreStats.DEFAULT_WARN_BYTES;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreStatsCommand() {}

  @Override
  public Integer call() {
    try (SqliteStore store = SqliteStore.openReadOnly(database.file())) {
      StoreStats stats = store.stats();
      PrintWriter out = spec.commandLine().getOut();
      if (database.json()) {
        out.println(Json.line(tree(stats)));
      } else {
        words(stats, out);
      }
      if (stats.bytes() > warnAboveBytes) {
        spec.commandLine()
            .getErr()
            .println(
                String.format(
                    Locale.ROOT,
                    "tachograph: the store is large, archive what is over and vacuum: file=%s"
                        + " bytes=%d warn_above=%d",
                    Plain.line(database.file().toString()),
                    stats.bytes(),
                    warnAboveBytes));
      }
    }
    return Main.EXIT_OK;
  }

  private ObjectNode tree(StoreStats stats) {
    ObjectNode tree = Json.object();
    tree.put("file", database.file().toString());
    tree.put("schema_version", stats.schemaVersion());
    tree.put("file_bytes", stats.fileBytes());
    tree.put("log_bytes", stats.logBytes());
    tree.put("page_bytes", stats.pageBytes());
    tree.put("pages", stats.pages());
    tree.put("free_pages", stats.freePages());
    tree.put("above_warn_size", stats.bytes() > warnAboveBytes);
    ObjectNode rows = tree.putObject("rows");
    stats.rows().forEach(rows::put);
    KeptBackups.Backup backup = stats.lastBackup();
    if (backup == null) {
      tree.putNull("last_backup");
    } else {
      tree.putObject("last_backup")
          .put("file", backup.file().toString())
          .put("made_at", Json.text(backup.madeAt()))
          .put("bytes", backup.bytes());
    }
    return tree;
  }

  private void words(StoreStats stats, PrintWriter out) {
    out.println("store " + Plain.line(database.file().toString()));
    out.println("  schema version: " + stats.schemaVersion());
    out.printf(
        Locale.ROOT,
        "  size: %,d bytes, and %,d of the log; %,d of %,d pages are free%n",
        stats.fileBytes(),
        stats.logBytes(),
        stats.freePages(),
        stats.pages());
    out.println("  rows:");
    stats
        .rows()
        .forEach(
            (table, rows) -> out.printf(Locale.ROOT, "    %-20s %,12d%n", Plain.line(table), rows));
    KeptBackups.Backup backup = stats.lastBackup();
    out.println(
        "  last backup: "
            + (backup == null
                ? "none beside the store"
                : Plain.line(backup.file().toString()) + "  made " + backup.madeAt()));
  }
}
