package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.MissionArchive;
import io.tachograph.store.SqliteStore;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code store archive}: puts missions that are over out of the way. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = {
      "Copies missions that were completed, or failed, before a time into missions_archive, so that"
          + " lists leave them out. What refers to them stays, unless --delete is given."
    },
    footer = {
      "",
      "Examples:",
      "  tachograph store archive --db /var/audit/orders/store.db --completed-before 90d",
      "  tachograph store archive --db store.db --completed-before 2026-01-01 --delete"
    })
final class StoreArchiveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--completed-before",
      required = true,
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "When, in UTC where it says no offset: " + TimeArgument.FORMS + ".")
  private TimeArgument before;

  @Option(
      names = "--delete",
      description =
          "Then delete all that is archived from missions, with its tool calls, decisions and"
              + " memory. The copies stay, and so does what changed since it was archived.")
  private boolean delete;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields.
  StoreArchiveCommand() {}

  @Override
  public Integer call() throws NoSuchFileException {
    Instant completedBefore = before.at(ZoneOffset.UTC);
    int archived;
    int deleted = 0;
    try (SqliteStore store = database.openExisting()) {
      MissionArchive archive = store.missionArchive();
      archived = archive.archive(completedBefore);
      if (delete) {
        deleted = archive.deleteArchived();
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (database.json()) {
      ObjectNode tree = Json.object();
      tree.put("file", database.file().toString());
      tree.put("completed_before", completedBefore.toString());
      tree.put("archived", archived);
      tree.put("deleted", deleted);
      out.println(Json.line(tree));
    } else {
      out.printf(
          Locale.ROOT,
          "archived in %s: %,d missions; deleted: %,d%n",
          Plain.line(database.file().toString()),
          archived,
          deleted);
    }
    return Main.EXIT_OK;
  }
}
