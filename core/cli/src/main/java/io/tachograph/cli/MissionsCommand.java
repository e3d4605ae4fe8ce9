package io.tachograph.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.cli.json.Json;
import io.tachograph.store.Mission;
import io.tachograph.store.SqliteStore;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code missions}: prints the store's missions. */
@Command(
    name = "missions",
    mixinStandardHelpOptions = true,
    description = "Prints the missions that the store knows, the newest first.")
final class MissionsCommand extends StoreCommand {
  private static final int MAX_DESCRIPTION_CHARS = 60;

  /** For picocli. */
  MissionsCommand() {}

  @Override
  List<Row> rows(SqliteStore store, int limit) {
    return store.missions().newest(limit).stream().map(m -> row(store, m, limit)).toList();
  }

  private static Row row(SqliteStore store, Mission mission, int limit) {
    int calls = store.toolCalls().ofMission(mission.id(), limit).size();
    int decisions = store.decisions().ofMission(mission.id(), limit).size();
    String description = mission.description();
    String words =
        String.format(
            "%s  %-11s  %-11s  %s  tool calls: %d%s  decisions: %d%s%s",
            Plain.line(mission.uuid()),
            mission.status().text(),
            mission.phase().text(),
            mission.createdAt(),
            calls,
            calls == limit ? "+" : "",
            decisions,
            decisions == limit ? "+" : "",
            description == null ? "" : "  " + Plain.cut(description, MAX_DESCRIPTION_CHARS));
    return new Row(words, tree(mission));
  }

  /** A mission's row as JSON. */
  static ObjectNode tree(Mission mission) {
    ObjectNode tree = Json.object();
    tree.put("mission_uuid", mission.uuid());
    tree.put("phase", mission.phase().text());
    tree.put("status", mission.status().text());
    tree.put("created_at", Json.text(mission.createdAt()));
    tree.put("completed_at", Json.text(mission.completedAt()));
    tree.put("owner", mission.owner());
    tree.put("description", mission.description());
    tree.set("metadata", mission.metadata());
    return tree;
  }
}
